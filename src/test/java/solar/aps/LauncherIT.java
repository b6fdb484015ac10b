package solar.aps;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import solar.aps.Launcher.Run;
import solar.aps.demo.web.Answer;

/** What {@code bin/aps-solar} does before and beside starting the program. */
@DisabledOnOs(OS.WINDOWS)
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class LauncherIT {
  @TempDir Path folder;
  private Launcher launcher;
  private Path root;
  private Path program;

  @BeforeEach
  void unpack() throws IOException {
    launcher = new Launcher(folder);
    root = Launcher.unzip(folder.resolve("unzipped"));
    program = root.resolve("bin/aps-solar");
  }

  @Test
  void optionsForJavaBeatThoseOfTheLauncher() throws Exception {
    launcher.set("JAVA_OPTS", "-Xmx77m -XX:+UseParallelGC -XX:+PrintFlagsFinal -Dpattern=*");

    assertThat(launcher.run(program, "--version").out())
        .containsPattern(" MaxHeapSize +:?= " + 78 * 1024 * 1024)
        .containsPattern(" UseParallelGC +:?= true")
        .endsWith(Launcher.VERSION);
  }

  @Test
  void aJarInLibExtIsOnTheClassPathOfASink() throws Exception {
    putJar("the sun shines");
    Files.createDirectory(folder.resolve("sinks"));
    Files.writeString(
        folder.resolve("sinks/greeting.yaml"),
        """
        - route:
            id: sink-greeting
            group: sink
            from:
              uri: direct:sink-greeting
              steps:
                - setBody: {simple: "resource:classpath:greeting.txt"}
                - to: file:.?fileName=greeted.txt
        """);
    try (House house = new House(folder)) {
      house.ecu.answer("/cgi-bin/parameters", Answer.page(House.PAGE));
      launcher.configure(house, "sinks.dir=sinks");

      assertThat(launcher.run(program, "--once").exitCode()).isZero();
    }
    assertThat(folder.resolve("greeted.txt")).hasContent("the sun shines");
  }

  @Test
  void signalsReachTheProgramItself() throws Exception {
    Process process = launcher.start(program, "--demo", "--json");
    try (BufferedReader lines = process.inputReader()) {
      assertThat(lines.readLine()).startsWith("{\"source\":");
      assertThat(process.info().command().orElseThrow()).endsWith("/java");
      process.destroy();
      assertThat(process.waitFor()).isEqualTo(143);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "17.0.9, -XX:ArchiveClassesAtExit=, -XX:SharedArchiveFile=",
    "24, -XX:ArchiveClassesAtExit=, -XX:SharedArchiveFile=",
    "25.0.1, -XX:AOTCacheOutput=, -XX:AOTCache=",
    "26-ea, -XX:AOTCacheOutput=, -XX:AOTCache="
  })
  void theCacheIsOfTheKindThatThisJavaKnows(String version, String make, String use)
      throws Exception {
    standIn(version, makes(make) + "echo \"$@\"\n");

    assertThat(launcher.run(program, "--once").out())
        .contains(use + folder.resolve("state/start-"))
        .endsWith(" solar.aps.ApsSolar --once\n");
  }

  @Test
  void eachSetOfJarsHasACacheOfItsOwn() throws Exception {
    standIn("25", makes("-XX:AOTCacheOutput="));
    launcher.run(program);
    launcher.run(program);
    assertThat(Launcher.files(folder.resolve("state"))).hasSize(1);

    putJar("the sun shines");
    launcher.run(program);
    putJar("the moon shines");
    launcher.run(program);

    assertThat(Launcher.files(folder.resolve("state"))).hasSize(3);
  }

  @Test
  void aJavaThatCannotMakeACacheIsAskedOnce() throws Exception {
    standIn("25", "echo \"$@\" >>calls");

    launcher.run(program, "--once");
    launcher.run(program, "--once");

    assertThat(calls())
        .hasSize(3)
        .noneMatch(call -> call.contains("-XX:AOTCache="))
        .first()
        .asString()
        .contains("-XX:AOTCacheOutput=");
  }

  @Test
  void aFullDiskIsTriedAgainTheNextDay() throws Exception {
    // as Java 25 does: it ends well, and leaves what it could write
    standIn(
        "25",
        """
        echo "$@" >>calls
        for a in "$@"; do case $a in -XX:AOTCacheOutput=*)
          echo half >"${a#*=}.config"
          [ -e full ] || echo made >"${a#*=}"
        esac; done
        """);
    Path full = Files.createFile(folder.resolve("full"));

    launcher.run(program);
    launcher.run(program);

    assertThat(calls()).hasSize(3);
    Path cache = onlyCache();
    assertThat(cache).isEmptyFile();

    Files.delete(full);
    Files.setLastModifiedTime(cache, daysAgo(2));
    launcher.run(program);

    assertThat(calls()).hasSize(5).last().asString().contains("-XX:AOTCache=" + cache);
    assertThat(onlyCache()).hasContent("made");
  }

  @Test
  void aCacheThatDidNotFitOnTheDiskIsNotUsed() throws Exception {
    launcher.set("APS_SOLAR_STATE", folder.resolve("state").toString());

    // no file may be larger than 512 kB
    Run run =
        launcher.run(
            List.of("sh", "-c", "ulimit -f 1000; exec \"$@\"", "sh", "" + program, "--version"));

    assertThat(run).isEqualTo(new Run(0, Launcher.VERSION, ""));
    assertThat(onlyCache()).isEmptyFile();
  }

  @Test
  void aFolderThatIsLostMeanwhileCostsOnlyTheCache() throws Exception {
    standIn("25", "rm -rf state; echo started; exit 4");

    assertThat(launcher.run(program, "--once")).isEqualTo(new Run(4, "started\n", ""));
  }

  @Test
  void whatAKilledStartLeftIsRemoved() throws Exception {
    standIn("25", makes("-XX:AOTCacheOutput="));
    Path state = Files.createDirectory(folder.resolve("state"));
    for (String name : List.of("start-1-2.aot.99", "start-1-2.aot.99.config", "start.html")) {
      Files.setLastModifiedTime(Files.createFile(state.resolve(name)), daysAgo(2));
    }
    Files.createFile(state.resolve("start-1-2.aot.100"));

    launcher.run(program);

    assertThat(Launcher.files(state))
        .hasSize(3)
        .contains(Path.of("start-1-2.aot.100"), Path.of("start.html"));
  }

  @Test
  void aStartDoesNotWaitForTheCacheThatAnotherMakes() throws Exception {
    Process other = startMaking();

    assertThat(launcher.run(program, "--once").out())
        .endsWith(" solar.aps.ApsSolar --once\n")
        .doesNotContain("-XX:AOTCache");

    Files.writeString(folder.resolve("go"), "on\n");
    assertThat(other.waitFor()).isZero();
    assertThat(onlyCache()).hasContent("made");
  }

  @Test
  void aStartThatIsEndedWhileItMakesTheCacheLeavesNothing() throws Exception {
    Process process = startMaking();
    process.destroy();
    Files.writeString(folder.resolve("go"), "on\n");

    assertThat(process.waitFor()).isEqualTo(143);
    assertThat(Launcher.files(folder.resolve("state"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"truncated", "overwritten"})
  void aCacheThatWasChangedIsMadeAnew(String damage) throws Exception {
    launcher.set("APS_SOLAR_STATE", folder.resolve("state").toString());
    launcher.run(program, "--version");
    Path cache = onlyCache();
    long size = Files.size(cache);
    try (FileChannel channel = FileChannel.open(cache, StandardOpenOption.WRITE)) {
      if (damage.equals("truncated")) {
        channel.truncate(size / 2);
      } else {
        channel.write(ByteBuffer.allocate((int) size * 9 / 10), size / 10);
      }
    }

    assertThat(launcher.run(program, "--version")).isEqualTo(new Run(0, Launcher.VERSION, ""));
    assertThat(onlyCache()).isNotEmptyFile();
    assertThat(Files.getLastModifiedTime(onlyCache()))
        .isLessThanOrEqualTo(Files.getLastModifiedTime(root.resolve("lib/aps-solar.jar")));
  }

  @Test
  void afterACrashTheProgramStartsWithoutTheCache() throws Exception {
    launcher.set("APS_SOLAR_STATE", folder.resolve("the user's state").toString());
    Process process = launcher.start(program, "--demo", "--json");
    try (BufferedReader lines = process.inputReader()) {
      assertThat(lines.readLine()).startsWith("{\"source\":");
      new ProcessBuilder("kill", "-SEGV", "" + process.pid()).start().waitFor();
      lines.transferTo(Writer.nullWriter());
      assertThat(process.waitFor()).isEqualTo(134);
    }

    assertThat(launcher.run(program, "--version")).isEqualTo(new Run(0, Launcher.VERSION, ""));
    assertThat(Launcher.files(folder.resolve("the user's state")))
        .hasSize(2)
        .satisfiesOnlyOnce(file -> assertThat(file.toString()).endsWith(".crash"));
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).noneMatch(file -> file.getFileName().toString().startsWith("hs_err"));
    }
  }

  @ParameterizedTest
  @CsvSource({"25, -Xms4m -Xmn2m, false", "25, -Xmx64m, true", "17, -Xms4m -Xmn2m, true"})
  void aHeapThatIsTooSmallForAnAotCacheGoesWithout(String version, String options, boolean cache)
      throws Exception {
    standIn(
        version,
        makes("-XX:AOTCacheOutput=") + makes("-XX:ArchiveClassesAtExit=") + "echo \"$@\"\n");
    launcher.set("JAVA_OPTS", options);

    assertThat(launcher.run(program).out().contains("/state/start-")).isEqualTo(cache);
  }

  @Test
  void aSmallHeapStartsOnThisJava() throws Exception {
    launcher.set("APS_SOLAR_STATE", folder.resolve("state").toString());
    launcher.run(program, "--version");
    launcher.set("JAVA_OPTS", "-Xms4m -Xmn2m");

    assertThat(launcher.run(program, "--version").out()).isEqualTo(Launcher.VERSION);
  }

  @Test
  void aFailureOfTheShellIsNoneOfTheProgram() throws Exception {
    // of the 13 files that may be open, the shell needs the rest for itself
    String crowded = "exec 3</dev/null 4<&3 5<&3 6<&3 7<&3 8<&3 9<&3; ulimit -n 13; exec \"$@\"";

    Run run = launcher.run(List.of("sh", "-c", crowded, "sh", "" + program, "--version"));

    assertThat(run.exitCode()).isNotIn(0, 2, 3, 4);
  }

  @Test
  void aJavaThatIsTooOldIsNamed() throws Exception {
    standIn("11.0.2", "");

    Run run = launcher.run(program, "--version");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .contains("is Java 11.0.2, but Java 17 or newer is needed")
        .hasLineCount(1);
  }

  @Test
  void aMissingJavaIsToldInOneLine() throws Exception {
    launcher.set("JAVA_HOME", folder.toString());

    assertThat(launcher.run(program, "--version").err())
        .contains("JAVA_HOME is " + folder + ", but " + folder + "/bin/java is not a program")
        .hasLineCount(1);

    Launcher.script(folder.resolve("tools/readlink"), "exec /usr/bin/readlink \"$@\"");
    launcher.set("JAVA_HOME", "");
    launcher.set("PATH", folder.resolve("tools").toString());

    Run run = launcher.run(program, "--version");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("there is no java on the PATH").hasLineCount(1);
  }

  /**
   * Starts the program with a Java that makes the cache only after a line came in the file "go".
   */
  private Process startMaking() throws Exception {
    standIn(
        "25",
        """
        for a in "$@"; do case $a in -XX:AOTCacheOutput=*)
          echo half >"${a#*=}.config"
          echo making >making
          read -r line <go
          echo made >"${a#*=}"
        esac; done
        echo "$@"
        """);
    for (String pipe : List.of("making", "go")) {
      new ProcessBuilder("mkfifo", folder.resolve(pipe).toString()).start().waitFor();
    }
    Process process = launcher.start(program);
    assertThat(Files.readString(folder.resolve("making"))).isEqualTo("making\n");
    return process;
  }

  private List<String> calls() throws IOException {
    return Files.readAllLines(folder.resolve("calls"));
  }

  /** The one file in the folder of the state. */
  private Path onlyCache() throws IOException {
    List<Path> files = Launcher.files(folder.resolve("state"));
    assertThat(files).hasSize(1);
    return folder.resolve("state").resolve(files.get(0));
  }

  private static FileTime daysAgo(int days) {
    return FileTime.from(Instant.now().minus(Duration.ofDays(days)));
  }

  /** Writes the file that this option of Java names. */
  private static String makes(String option) {
    return "for a in \"$@\"; do case $a in %s*) echo made >\"${a#*=}\";; esac; done\n"
        .formatted(option);
  }

  /** A script in the place of Java, which says that it is this version; a cache may be made. */
  private void standIn(String version, String text) throws IOException {
    Launcher.script(folder.resolve("java/bin/java"), text);
    Files.writeString(folder.resolve("java/release"), "JAVA_VERSION=\"%s\"\n".formatted(version));
    launcher.set("JAVA_HOME", folder.resolve("java").toString());
    launcher.set("APS_SOLAR_STATE", folder.resolve("state").toString());
  }

  private void putJar(String greeting) throws IOException {
    Path file = root.resolve("lib/ext/greeting.jar");
    try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file))) {
      jar.putNextEntry(new JarEntry("greeting.txt"));
      jar.write(greeting.getBytes(StandardCharsets.UTF_8));
    }
  }
}
