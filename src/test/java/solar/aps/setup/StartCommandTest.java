package solar.aps.setup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartCommandTest {
  @TempDir Path folder;

  @Test
  void aJarIsStartedAsItWas() {
    assertThat(StartCommand.program("target/aps-solar.jar", "target/aps-solar.jar --setup"))
        .isEqualTo("java -jar target/aps-solar.jar");
    assertThat(StartCommand.program("my jars/aps-solar.jar", "my jars/aps-solar.jar"))
        .isEqualTo("java -jar \"my jars/aps-solar.jar\"");
  }

  @Test
  void theLauncherIsNamedWhereItLies() throws Exception {
    Files.createDirectories(folder.resolve("bin"));
    Path launcher = Files.createFile(folder.resolve("bin/aps-solar"));
    assertThat(launcher.toFile().setExecutable(true)).isTrue();
    String classPath = folder.resolve("lib/aps-solar.jar") + File.pathSeparator + "x.jar";

    assertThat(StartCommand.program(classPath, "solar.aps.ApsSolar --setup"))
        .isEqualTo(launcher.toString());
  }

  @Test
  void thatOfThePackageIsOnThePath() {
    assertThat(
            StartCommand.program(
                "/usr/share/aps-solar/lib/aps-solar.jar", "solar.aps.ApsSolar --setup"))
        .isEqualTo("aps-solar");
  }

  @Test
  void theServiceIsNotMeantByAFileOfOnesOwn() {
    SettingsPlace place = new SettingsPlace(Path.of("application.properties"));

    assertThat(place.isOfTheService()).isFalse();
    assertThat(StartCommand.of(place, false)).doesNotContain("systemctl", "--config");
    assertThat(StartCommand.of(place, true)).endsWith(" --config application.properties");
  }
}
