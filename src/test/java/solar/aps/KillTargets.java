package solar.aps;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Processes that run the built jar by way of {@link KillTarget}, in one folder. The first leaves an
 * archive of its classes, with which the others start twice as fast.
 */
final class KillTargets implements AutoCloseable {
  /** How many get ready while one lives; they touch nothing yet. */
  private static final int AHEAD = 2;

  private final Path folder;
  private final Path errors;
  private final Path archive;
  private final String classPath;
  private final Deque<Process> ready = new ArrayDeque<>();

  /**
   * @param folder where they run, with their settings
   * @param more jars that stand behind that of the program
   */
  KillTargets(Path folder, Path... more) throws Exception {
    this.folder = folder;
    errors = folder.resolve("err");
    archive = folder.resolve("classes.jsa");
    classPath =
        Stream.concat(
                Stream.of(System.getProperty("aps-solar.jar")),
                Stream.concat(Stream.of(more), Stream.of(jarOfTheTests(folder)))
                    .map(Path::toString))
            .collect(Collectors.joining(File.pathSeparator));
  }

  /** An archive takes classes from jars only. */
  private static Path jarOfTheTests(Path folder) throws Exception {
    Path jar = folder.resolve("tests.jar");
    Path classes =
        Path.of(KillTarget.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    try (FileSystem files =
            FileSystems.newFileSystem(URI.create("jar:" + jar.toUri()), Map.of("create", "true"));
        Stream<Path> all = Files.walk(classes.resolve("solar"))) {
      for (Path file : all.toList()) {
        Files.copy(file, files.getPath(classes.relativize(file).toString()));
      }
    }
    return jar;
  }

  /** The first one, which ends by itself after so many readings. */
  Process first(int readings) throws IOException {
    return start(readings, "-XX:ArchiveClassesAtExit=" + archive);
  }

  /** One that polls until it is killed; it has had time to get ready. */
  Process next() throws IOException {
    while (ready.size() <= AHEAD) {
      ready.add(start(Integer.MAX_VALUE, "-XX:SharedArchiveFile=" + archive));
    }
    return ready.remove();
  }

  private Process start(int readings, String archiving) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            // in so short a life compiling costs more than it saves
            "-XX:CompileThresholdScaling=6",
            "-XX:+UseSerialGC",
            "-Xshare:auto",
            // what is said of the archive must not stand among the readings
            "-Xlog:disable",
            archiving,
            "-Dorg.slf4j.simpleLogger.log.solar.aps=error",
            "-cp",
            classPath,
            KillTarget.class.getName(),
            "application.properties",
            Integer.toString(readings))
        .directory(folder.toFile())
        .redirectError(ProcessBuilder.Redirect.appendTo(errors.toFile()))
        .start();
  }

  /** What they all have written to standard error. */
  String errors() throws IOException {
    return Files.readString(errors);
  }

  /** Ends those that nobody has asked for. */
  @Override
  public void close() {
    ready.forEach(Process::destroyForcibly);
  }
}
