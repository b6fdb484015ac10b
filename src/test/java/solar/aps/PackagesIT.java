package solar.aps;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import solar.aps.Launcher.Run;
import solar.aps.demo.web.Answer;

/** The archives and the Debian package, unpacked and started as a user starts them. */
@DisabledOnOs(OS.WINDOWS)
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class PackagesIT {
  @TempDir Path folder;
  private House house;
  private Launcher launcher;

  @BeforeEach
  void prepare() throws IOException {
    house = new House(folder);
    house.ecu.answer("/cgi-bin/parameters", Answer.page(House.PAGE));
    launcher = new Launcher(folder);
    launcher.configure(house, "");
  }

  @AfterEach
  void tearDown() {
    house.close();
  }

  @Test
  void theSecondStartFromTheZipUsesTheCacheThatTheFirstMadeAndBothAreSilent() throws Exception {
    Path program = Launcher.unzip(folder.resolve("unzipped")).resolve("bin/aps-solar");
    Path state = folder.resolve("state of it");
    launcher.set("APS_SOLAR_STATE", state.toString());

    assertThat(launcher.run(program, "--version")).isEqualTo(new Run(0, Launcher.VERSION, ""));
    List<Path> made = Launcher.files(state);
    launcher.set("JAVA_OPTS", "-Xlog:class+load:file=classes");

    assertOneReading(launcher.run(program, "--once", "--json"));
    assertThat(Files.readAllLines(folder.resolve("classes")))
        .anyMatch(line -> line.contains("solar.aps.ApsSolar source: shared objects file"));
    assertThat(Launcher.files(state)).isEqualTo(made).hasSize(1);
  }

  @Test
  void theTarHoldsWhatTheZipHoldsAndStartsThroughALinkInAFolderWithASpace() throws Exception {
    Path unpacked = Files.createDirectory(folder.resolve("un packed"));
    tool("tar", "xzf", System.getProperty("aps-solar.tar.gz"), "-C", unpacked.toString());
    Path root = unpacked.resolve(Launcher.ROOT);
    Path link = Files.createSymbolicLink(folder.resolve("link"), root.resolve("bin/aps-solar"));

    assertOneReading(launcher.run(link, "--once", "--json"));
    assertThat(Launcher.files(root))
        .isEqualTo(Launcher.files(Launcher.unzip(folder.resolve("unzipped"))))
        .contains(
            Path.of("THIRD-PARTY.txt"),
            Path.of("conf/application.properties.example"),
            Path.of("roof.csv"),
            Path.of("sinks/csv.yaml"),
            Path.of("sources/kafka-source.yaml"),
            Path.of("systemd/aps-solar.service"));
  }

  @Test
  @EnabledIf("thereIsDpkg")
  void theDebianPackageStartsFromUsrBinAndHasTheExampleThatBecomesTheSettings() throws Exception {
    Path unpacked = folder.resolve("installed");
    String deb = System.getProperty("aps-solar.deb");
    tool("dpkg-deb", "-x", deb, unpacked.toString());

    assertOneReading(launcher.run(unpacked.resolve("usr/bin/aps-solar"), "--once", "--json"));
    // no file of the package is anybody's to change: an upgrade has nothing to ask
    assertThat(Launcher.files(unpacked.resolve("etc"))).isEmpty();
    assertThat(unpacked.resolve("usr/share/aps-solar/application.properties.example"))
        .hasSameTextualContentAs(Path.of("application.properties.example"));
    assertThat(unpacked.resolve("usr/share/aps-solar/roof.csv")).exists();
    assertThat(unpacked.resolve("usr/lib/systemd/system/aps-solar.service")).exists();
  }

  static boolean thereIsDpkg() {
    return Files.isExecutable(Path.of("/usr/bin/dpkg-deb"));
  }

  private static void assertOneReading(Run run) throws IOException {
    assertThat(run.exitCode()).isZero();
    assertThat(run.err()).contains("INFO 1 of 2 panels").hasLineCount(1);
    assertThat(new ObjectMapper().readTree(run.out()).get("total_watts_raw").intValue())
        .isEqualTo(120);
  }

  private String tool(String... command) throws Exception {
    Run run = launcher.run(List.of(command));
    assertThat(run.err()).isEmpty();
    return run.out();
  }
}
