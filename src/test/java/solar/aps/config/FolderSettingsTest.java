package solar.aps.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import solar.aps.sink.jsonfile.JsonFileSink;
import solar.aps.sink.yaml.YamlSinks;

class FolderSettingsTest {
  @TempDir Path folder;

  @Test
  void theDateMayStandInTheNameOfTheJsonFile() throws Exception {
    assertThat(Loading.settings("json-file.path", "days/r-{date}.jsonl").find(JsonFileSink.PATH))
        .contains(Path.of("days/r-{date}.jsonl"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"r-{day}.jsonl", "r-{date.jsonl", "r-date}.jsonl", "{date}/r.jsonl"})
  void otherBracesInTheJsonFileAreAFault(String text) {
    assertThat(Loading.fault("json-file.path", text)).contains("only {date} may stand in braces");
  }

  @Test
  void aFolderForTheJsonFileIsAFault() {
    assertThat(Loading.fault("json-file.path", folder.toString())).contains(" is a folder; ");
    assertThat(Loading.fault("json-file.path", "not-yet-there/")).contains(" is a folder; ");
  }

  @Test
  void theFolderOfDeadLettersMayBeMissingButNotBeAFile() throws Exception {
    assertMayBeMissingButNotBeAFile(CommonKeys.DEAD_LETTER_DIR);
  }

  @Test
  void theFolderOfTheOutboxMayBeMissingButNotBeAFile() throws Exception {
    assertMayBeMissingButNotBeAFile(CommonKeys.DATA_DIR);
  }

  private void assertMayBeMissingButNotBeAFile(Key<Path> key) throws Exception {
    Path file = Files.createFile(folder.resolve("file"));
    Path missing = folder.resolve("missing");
    assertThat(Loading.settings(key.name(), missing.toString()).get(key)).isEqualTo(missing);
    assertThat(Loading.settings(key.name(), folder.toString()).get(key)).isEqualTo(folder);
    assertThat(Loading.fault(key.name(), file.toString())).contains(" is no folder, but ");
  }

  @Test
  void theFolderOfSinksMustExist() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));
    assertThat(Loading.settings("sinks.dir", folder.toString()).find(YamlSinks.DIR))
        .contains(folder);
    assertThat(Loading.fault("sinks.dir", file.toString())).contains(" is no folder in ");
    assertThat(Loading.fault("sinks.dir", "not-there"))
        .startsWith("command line: sinks.dir=not-there is no folder in ");
  }

  @Test
  void whatIsNoPathAtAllIsAFault() {
    assertThat(Loading.fault("sinks.dir", "a\0b")).contains("=a?b holds a control character");
  }

  @Test
  void aBackslashThatWasReadAsAnEscapeIsAFault() {
    assertThat(Loading.fault("json-file.path", "C:\temp\new.jsonl"))
        .contains("a backslash was read as the beginning of one; write paths with /");
  }

  @Test
  void whatOnlyAShellUnderstandsIsAFault() {
    assertThat(Loading.fault("json-file.path", "~/readings.jsonl")).contains("only a shell");
    assertThat(Loading.fault("data.dir", "$HOME/data")).contains("only a shell");
  }
}
