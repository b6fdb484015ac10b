package solar.aps;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import solar.aps.config.Key;

/** What the README and docs name is there: pages, headings, settings, messages. */
class DocsTest {
  private static final Path DIST = Path.of("src/main/dist");
  private static final String KEY = "([a-z]+(?:-[a-z]+)*(?:[.][a-z0-9-]+)+)(?:=.*)?";
  private static final Set<String> ECUS = Set.of("roof", "barn", "hall");
  private final List<String> faults = new ArrayList<>();

  private void check(boolean good, Path document, String what, Object found) {
    if (!good) {
      faults.add("%s: %s: %s".formatted(document, what, found));
    }
  }

  @Test
  void everyLinkLeadsSomewhere() {
    for (Path document : Documents.all()) {
      Documents.matches("\\]\\(([^)\\s]+)\\)", Documents.prose(document))
          .map(link -> link.group(1))
          .filter(link -> !link.matches("https?://.+"))
          .forEach(link -> follow(document, link));
    }
    assertThat(faults).isEmpty();
  }

  private void follow(Path document, String link) {
    String[] parts = link.split("#", 2);
    Path target = parts[0].isEmpty() ? document : document.resolveSibling(parts[0]).normalize();
    check(Files.exists(target), document, "there is no such file", link);
    if (parts.length == 2 && Files.exists(target)) {
      check(Documents.anchors(target).contains(parts[1]), document, "no such heading", link);
    }
  }

  @Test
  void everyPageIsLinkedFromAnother() {
    Set<Path> linked = new TreeSet<>();
    for (Path document : Documents.forUsers()) {
      Documents.matches("\\]\\(([^)#\\s]+)", Documents.prose(document))
          .forEach(link -> linked.add(document.resolveSibling(link.group(1)).normalize()));
    }
    linked.add(Documents.README);
    assertThat(linked).containsAll(Documents.forUsers());
  }

  @Test
  void everySettingIsOneThatCanBeSet() {
    Set<String> keys = ApsSolar.keys().stream().map(Key::name).collect(Collectors.toSet());
    Set<String> rooms = keys.stream().map(DocsTest::firstWord).collect(Collectors.toSet());
    String sinks = shippedSinks();
    for (Path document : Documents.forUsers()) {
      Stream.concat(
              Documents.codes(document).stream(),
              Documents.blocks(document, "properties").stream().flatMap(String::lines))
          .flatMap(code -> Documents.matches("^" + KEY + "$", code))
          .map(key -> key.group(1))
          .map(key -> ECUS.contains(firstWord(key)) ? key.substring(key.indexOf('.') + 1) : key)
          .filter(key -> !key.matches(".*[.](java|md|csv|ya?ml|jsonl?|jar|js|pem|properties|png)"))
          .forEach(
              key -> {
                if (key.matches("sink[.][a-z]+[.].+")) {
                  check(sinks.contains(key), document, "no sink reads", key);
                } else if (!isRoom(key) && rooms.contains(firstWord(key))) {
                  check(keys.contains(key), document, "there is no setting", key);
                }
              });
    }
    assertThat(faults).isEmpty();
  }

  /** The packages of the program have names like settings. */
  private static boolean isRoom(String key) {
    return Files.isDirectory(Path.of("src/main/java/solar/aps", key.split("[.]")));
  }

  private static String firstWord(String key) {
    return key.split("[.]")[0];
  }

  private static String shippedSinks() {
    return Documents.texts(DIST.resolve("sinks")) + Documents.texts(DIST.resolve("sources"));
  }

  @Test
  void everyAddressOfAnotherSiteIsWhole() {
    for (Path document : Documents.all()) {
      Documents.matches("\\]\\((https?://[^)\\s]*)\\)", Documents.prose(document))
          .map(link -> link.group(1))
          .forEach(
              link ->
                  check(
                      link.startsWith("https://") && URI.create(link).getHost().contains("."),
                      document,
                      "no address",
                      link));
    }
    assertThat(faults).isEmpty();
  }

  /** Of a table that begins with what is seen: the program, or who it talks to, says so. */
  @Test
  void everyMessageThatIsExplainedIsOneOfTheProgram() {
    String sources = Documents.sources();
    for (Path document : Documents.forUsers()) {
      Documents.matches(
              "(?m)^\\| You see [^\n]*\n\\|[-|]+\n((?:\\|.*\n)+)", Documents.text(document))
          .flatMap(table -> table.group(1).lines())
          .map(row -> row.split("(?<!\\\\)\\|")[1])
          .flatMap(cell -> Documents.matches("`([^`]+)`", cell))
          .flatMap(seen -> Stream.of(seen.group(1).split("…|N of M|:[0-9]+")))
          .map(String::strip)
          .filter(words -> words.length() > 5)
          .forEach(words -> check(sources.contains(words), document, "nobody says", words));
    }
    assertThat(faults).isEmpty();
  }
}
