package solar.aps.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExampleFileTest {
  private static final Path EXAMPLE = Path.of("application.properties.example");
  private static final Pattern SETTING = Pattern.compile("(?m)^(# )?([a-z][a-z.-]*)=(.*)$");

  @TempDir Path folder;

  @Test
  void theExampleLoadsAsItIsAndSetsTheHostAlone() throws Exception {
    LoadedSettings loaded = Loading.file(EXAMPLE);
    assertThat(loaded.settings()).isEqualTo(Loading.settings());
    assertThat(loaded.camelProperties()).isEmpty();
    assertThat(loaded.warnings()).isEmpty();
  }

  @Test
  void everyKeyStandsInTheExampleOnce() throws Exception {
    assertThat(settings().map(setting -> setting.group(2)).filter(key -> !Keys.isFree(key)))
        .containsExactlyInAnyOrderElementsOf(Keys.ALL.stream().<String>map(Key::name).toList());
  }

  @Test
  void aCommentedValueIsTheDefault() throws Exception {
    for (Key<?> key : Keys.ALL) {
      MatchResult setting =
          settings().filter(found -> found.group(2).equals(key.name())).findFirst().orElseThrow();
      boolean commented = setting.group(1) != null;
      assertThat(commented).as(key.name()).isEqualTo(key != Keys.ECU_HOST);
      key.defaultText()
          .ifPresent(text -> assertThat(setting.group(3)).as(key.name()).isEqualTo(text));
    }
  }

  @Test
  void whereThereIsNoDefaultTheExampleSaysSo() throws Exception {
    List<String> paragraphs = Stream.of(Files.readString(EXAMPLE).split("\n\n+")).toList();
    for (Key<?> key : Keys.ALL) {
      String paragraph =
          paragraphs.stream()
              .filter(text -> text.contains("# " + key.name() + "="))
              .findFirst()
              .orElse("the host is no comment");
      boolean saysSo = paragraph.replace("\n#", "").contains("There is no default");
      boolean hasNone = key.defaultText().isEmpty() && key != Keys.ECU_HOST;
      assertThat(saysSo).as(key.name()).isEqualTo(hasNone);
    }
  }

  @Test
  void everyLineOfTheExampleWorksWithoutItsCommentSign() throws Exception {
    String uncommented =
        SETTING
            .matcher(Files.readString(EXAMPLE))
            .replaceAll("$2=$3")
            .replace("sinks.dir=sinks", "sinks.dir=" + folder.toString().replace('\\', '/'));
    LoadedSettings loaded = Loading.file(Loading.write(folder, "all.properties", uncommented));
    assertThat(loaded.camelProperties())
        .containsOnlyKeys("sink.webhook.url", "camel.main.shutdown-timeout");
    assertThat(loaded.settings().sinksDir()).contains(folder);
  }

  private static Stream<MatchResult> settings() throws Exception {
    return SETTING.matcher(Files.readString(EXAMPLE)).results();
  }
}
