package solar.aps;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import solar.aps.demo.ecu.SimulatedEcu;

/** The examples of docs/api.md have the keys that real answers have, and values of their kind. */
class ApiExamplesTest {
  private static final Path DOCS = Path.of("docs/api.md");
  private static final Pattern PANEL = Pattern.compile("/panels/[0-9]+-\\w+");

  @TempDir Path folder;

  /** The first example below a heading. */
  private static JsonNode example(String heading) throws IOException {
    String chapter = Files.readString(DOCS).split("(?m)^## " + heading + "$")[1];
    return new ObjectMapper().readTree(chapter.split("```json\n")[1].split("```")[0]);
  }

  /** Each path in it with the kinds of values there; what is not known is of any kind. */
  private static Map<String, Set<String>> kinds(String path, JsonNode node) {
    Map<String, Set<String>> kinds = new TreeMap<>();
    add(kinds, path, node);
    return kinds;
  }

  private static void add(Map<String, Set<String>> kinds, String path, JsonNode node) {
    if (node.isObject()) {
      node.properties().forEach(field -> add(kinds, path + "/" + field.getKey(), field.getValue()));
    } else if (node.isArray()) {
      node.forEach(each -> add(kinds, path + "[]", each));
    } else {
      Set<String> here =
          kinds.computeIfAbsent(PANEL.matcher(path).replaceAll("/panels/ID"), p -> new TreeSet<>());
      if (!node.isNull()) {
        here.add(node.getNodeType().toString());
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "Now, /api/now",
    "A day, /api/days/2025-06-15",
    "Many days, /api/days?from=2025-06-01&to=2025-06-30"
  })
  void anExampleIsLikeARealAnswer(String heading, String path) throws Exception {
    try (House house = new House(folder)) {
      house.ecu.answer("/cgi-bin/parameters", SimulatedEcu.formA(house.clock));
      house.ecu.showHome();
      Browser browser = new Browser(ObserveTest.freePort());
      try (House.Service service =
          house.service(
              "web.port",
              Integer.toString(browser.port()),
              "history.days",
              "90",
              "pvoutput.publish",
              "yes")) {
        service.poll();
        Map<String, Set<String>> real = kinds("", browser.json(path));
        Map<String, Set<String>> shown = kinds("", example(heading));

        assertThat(shown.keySet()).isEqualTo(real.keySet());
        assertThat(shown)
            .allSatisfy(
                (key, kinds) -> {
                  if (!kinds.isEmpty() && !real.get(key).isEmpty()) {
                    assertThat(kinds).as(key).isEqualTo(real.get(key));
                  }
                });
      }
    }
  }

  @Test
  void everyKeyIsExplained() throws Exception {
    String docs = Files.readString(DOCS);
    Set<String> keys =
        kinds("", example("Now")).keySet().stream()
            .map(path -> path.substring(path.lastIndexOf('/') + 1))
            .collect(Collectors.toCollection(TreeSet::new));
    // what these are is said by their names
    keys.removeAll(List.of("time", "id", "sink", "title", "words", "poll_interval_s"));

    assertThat(keys).isNotEmpty().allSatisfy(key -> assertThat(docs).contains("`" + key + "`"));
  }
}
