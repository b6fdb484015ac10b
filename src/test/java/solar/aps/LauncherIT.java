package solar.aps;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
    Process process = launcher.start(program, "--demo");
    try (BufferedReader lines = process.inputReader()) {
      assertThat(lines.readLine()).startsWith("Data source: ");
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

    assertThat(Files.readAllLines(folder.resolve("calls")))
        .hasSize(3)
        .noneMatch(call -> call.contains("-XX:AOTCache="))
        .first()
        .asString()
        .contains("-XX:AOTCacheOutput=");
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
