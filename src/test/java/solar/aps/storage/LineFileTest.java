package solar.aps.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class LineFileTest {
  @TempDir Path folder;

  @Test
  void eachLineIsAppendedWithItsEnd() throws Exception {
    Path file = folder.resolve("new/lines");

    LineFile.append(file, "one °");
    LineFile.append(file, "two");

    assertThat(file).hasContent("one °\ntwo\n");
  }

  @Test
  void halfALineLeftByACrashSpoilsItselfOnly() throws Exception {
    Path file = Files.writeString(folder.resolve("lines"), "one\n{\"tw");

    LineFile.append(file, "three");

    assertThat(Files.readAllLines(file)).containsExactly("one", "{\"tw", "three");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aDiskThatIsFullIsTold() {
    assertThatThrownBy(() -> LineFile.append(Path.of("/dev/full"), "one"))
        .isInstanceOf(IOException.class);
  }
}
