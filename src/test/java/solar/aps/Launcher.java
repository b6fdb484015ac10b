package solar.aps;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Starts what a package brought, in a folder of its own, on the Java of this test, and without a
 * start-up cache unless one is asked for.
 */
final class Launcher {
  /** The folder at the root of the archives. */
  static final String ROOT = "aps-solar-" + System.getProperty("aps-solar.version");

  /** What {@code --version} prints. */
  static final String VERSION = "aps-solar " + System.getProperty("aps-solar.version") + "\n";

  private final Path folder;
  private final ProcessBuilder builder = new ProcessBuilder();

  Launcher(Path folder) throws IOException {
    this.folder = folder;
    builder.directory(folder.toFile());
    builder.environment().remove("JAVA_OPTS");
    set("JAVA_HOME", System.getProperty("java.home"));
    // nobody can make a folder in a file, not even root
    set("APS_SOLAR_STATE", Files.createFile(folder.resolve("file")).resolve("state").toString());
  }

  /** What a run gave. */
  record Run(int exitCode, String out, String err) {}

  void set(String variable, String value) {
    builder.environment().put(variable, value);
  }

  Run run(Path program, String... arguments) throws Exception {
    return run(Stream.concat(Stream.of(program.toString()), Stream.of(arguments)).toList());
  }

  Run run(List<String> command) throws Exception {
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    builder.command(command).redirectOutput(out.toFile()).redirectError(err.toFile());
    return new Run(builder.start().waitFor(), Files.readString(out), Files.readString(err));
  }

  /** Starts the program; its standard output can be read from the process. */
  Process start(Path program, String... arguments) throws IOException {
    return builder
        .command(Stream.concat(Stream.of(program.toString()), Stream.of(arguments)).toList())
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  void configure(House house, String lines) throws IOException {
    Files.writeString(
        folder.resolve("application.properties"),
        "ecu.source=page\necu.host=%s\necu.max-age=0\ntime-zone=Europe/Berlin\n%s\n"
            .formatted(house.ecu.host(), lines));
  }

  /**
   * Unpacks the zip with its permissions.
   *
   * @return the folder {@link #ROOT} in the given new folder
   */
  static Path unzip(Path into) throws IOException {
    Files.createDirectory(into);
    URI zip = URI.create("jar:" + Path.of(System.getProperty("aps-solar.zip")).toUri());
    try (FileSystem files =
            FileSystems.newFileSystem(zip, Map.of("enablePosixFileAttributes", true));
        Stream<Path> all = Files.walk(files.getPath(ROOT))) {
      for (Path file : all.toList()) {
        Path copy = into.resolve(file.toString());
        Files.copy(file, copy);
        Files.setPosixFilePermissions(copy, Files.getPosixFilePermissions(file));
      }
    }
    return into.resolve(ROOT);
  }

  /** Writes a program for the shell. */
  static void script(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/bin/sh\n" + text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** The files in a folder and below it, relative to it, sorted. */
  static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).map(folder::relativize).sorted().toList();
    }
  }
}
