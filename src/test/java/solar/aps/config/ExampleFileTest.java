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
import solar.aps.ApsSolar;
import solar.aps.sink.yaml.YamlSinks;
import solar.aps.source.EcuKeys;

class ExampleFileTest {
  private static final Path EXAMPLE = Path.of("application.properties.example");
  private static final Pattern SETTING = Pattern.compile("(?m)^(# )?([a-z][a-z0-9.-]*)=(.*)$");

  @TempDir Path folder;

  @Test
  void theExampleLoadsAsItIsAndSetsTheHostAlone() throws Exception {
    Settings settings = Loading.file(EXAMPLE);
    assertThat(Loading.values(settings)).isEqualTo(Loading.values(Loading.settings()));
    assertThat(settings.camelProperties()).isEmpty();
    assertThat(settings.warnings()).isEmpty();
  }

  @Test
  void everyKeyStandsInTheExampleOnce() throws Exception {
    assertThat(
            settings()
                .map(setting -> setting.group(2))
                .filter(key -> !KeyNames.isFree(key) && !key.matches("(roof|barn)[.].*")))
        .containsExactlyInAnyOrderElementsOf(
            ApsSolar.keys().stream().<String>map(Key::name).toList());
  }

  @Test
  void aCommentedValueIsTheDefault() throws Exception {
    for (Key<?> key : ApsSolar.keys()) {
      MatchResult setting =
          settings().filter(found -> found.group(2).equals(key.name())).findFirst().orElseThrow();
      boolean commented = setting.group(1) != null;
      assertThat(commented).as(key.name()).isEqualTo(key != EcuKeys.HOST);
      key.defaultText()
          .ifPresent(text -> assertThat(setting.group(3)).as(key.name()).isEqualTo(text));
    }
  }

  @Test
  void whereThereIsNoDefaultTheExampleSaysSo() throws Exception {
    List<String> paragraphs = Stream.of(Files.readString(EXAMPLE).split("\n\n+")).toList();
    for (Key<?> key : ApsSolar.keys()) {
      String paragraph =
          paragraphs.stream()
              .filter(text -> text.contains("# " + key.name() + "="))
              .findFirst()
              .orElse("the host is no comment");
      boolean saysSo = paragraph.replace("\n#", "").contains("There is no default");
      boolean hasNone = key.defaultText().isEmpty() && key != EcuKeys.HOST;
      assertThat(saysSo).as(key.name()).isEqualTo(hasNone);
    }
  }

  @Test
  void everyLineOfTheExampleWorksWithoutItsCommentSign() throws Exception {
    String uncommented =
        SETTING
            .matcher(Files.readString(EXAMPLE))
            .replaceAll("$2=$3")
            .replace("sinks.dir=sinks", "sinks.dir=" + folder.toString().replace('\\', '/'))
            .replace("panels.layout=roof.csv", "panels.layout=src/main/dist/roof.csv")
            // of two ways to write to InfluxDB, and to prove who writes, one is set
            .replaceAll("(?m)^influxdb[.](org|bucket|username|password)=.*$", "");
    Settings settings = Loading.file(Loading.write(folder, "all.properties", uncommented));
    assertThat(settings.camelProperties())
        .containsOnlyKeys("sink.webhook.url", "camel.main.shutdown-timeout");
    assertThat(settings.find(YamlSinks.DIR)).contains(folder);
  }

  private static Stream<MatchResult> settings() throws Exception {
    return SETTING.matcher(Files.readString(EXAMPLE)).results();
  }
}
