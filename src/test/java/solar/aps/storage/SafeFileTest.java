package solar.aps.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class SafeFileTest {
  @TempDir Path folder;

  @Test
  void aSecretIsForItsOwnerWhateverTheFileWasBefore() throws Exception {
    Path file = Files.writeString(folder.resolve("settings"), "old");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

    SafeFile.writeSecret(file, "new".getBytes(UTF_8), Optional.empty());

    assertThat(file).hasContent("new");
    assertThat(rights(file)).isEqualTo("rw-------");
    assertThat(folder).isDirectoryNotContaining(other -> !other.equals(file));
  }

  @Test
  void aGroupMayReadItWhereOneIsNamed() throws Exception {
    Path file = folder.resolve("settings");
    GroupPrincipal group = Files.readAttributes(folder, PosixFileAttributes.class).group();

    SafeFile.writeSecret(file, "new".getBytes(UTF_8), Optional.of(group));

    assertThat(rights(file)).isEqualTo("rw-r-----");
    assertThat(Files.readAttributes(file, PosixFileAttributes.class).group()).isEqualTo(group);
  }

  private static String rights(Path file) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }
}
