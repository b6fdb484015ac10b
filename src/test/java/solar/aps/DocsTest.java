package solar.aps;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import solar.aps.config.Key;

/** What the README and docs name is there: pages, files, options, settings, commands, messages. */
class DocsTest {
  private static final Path DIST = Path.of("src/main/dist");
  private static final String KEY = "([a-z]+(?:-[a-z]+)*(?:[.][a-z0-9-]+)+)(?:=.*)?";
  private static final Set<String> ECUS = Set.of("roof", "barn", "hall");
  private static final Set<String> TOOLS =
      Set.of(
          "apt",
          "cd",
          "cp",
          "curl",
          "docker",
          "install",
          "journalctl",
          "jq",
          "ln",
          "sudoedit",
          "systemctl",
          "tar",
          "useradd");

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
  void everyOptionIsOneOfTheProgram() {
    Set<String> options = options();
    for (Path document : Documents.forUsers()) {
      Documents.codes(document).stream()
          .filter(code -> code.startsWith("--") || code.contains("aps-solar --"))
          .forEach(code -> checkOptions(document, code, options));
    }
    assertThat(faults).isEmpty();
  }

  private void checkOptions(Path document, String command, Set<String> options) {
    Documents.matches("(?<= |^)--[a-z][a-z-]*", command)
        .forEach(option -> check(options.contains(option.group()), document, "no option", command));
  }

  private static Set<String> options() {
    ByteArrayOutputStream help = new ByteArrayOutputStream();
    ApsSolar.run(new String[] {"--help"}, Map.of(), help, new PrintStream(help));
    return Documents.matches("--[a-z][a-z-]*", help.toString(StandardCharsets.UTF_8))
        .map(option -> option.group())
        .collect(Collectors.toSet());
  }

  @Test
  void everyCommandBeginsWithSomethingThatIsThere() {
    Set<String> options = options();
    String sources = Documents.sources();
    for (Path document : Documents.all()) {
      Documents.blocks(document, "sh").stream()
          .flatMap(String::lines)
          .map(line -> line.replaceAll(" +#.*", "").replaceFirst("^[*]\\S+ [*] [*] [*] [*] ", ""))
          .flatMap(line -> Stream.of(line.split(" *(&&|\\|) *")))
          .filter(command -> !command.isBlank())
          .forEach(command -> checkCommand(document, command.strip(), options, sources));
    }
    assertThat(faults).isEmpty();
  }

  private void checkCommand(Path document, String command, Set<String> options, String sources) {
    String bare =
        command.replaceFirst("^([A-Z_]+=\\S+ )+", "").replaceFirst("^sudo (-u \\S+ )?", "");
    String program = bare.split(" ")[0];
    boolean ours = program.matches("(bin/)?aps-solar") || bare.startsWith("java -jar target/aps-");
    check(
        ours || TOOLS.contains(program) || Files.isExecutable(Path.of(program)),
        document,
        "there is no command",
        command);
    if (ours) {
      checkOptions(document, bare, options);
    }
    Documents.matches("-D(?:it[.])?test='?([^\\s']+)", bare)
        .map(test -> test.group(1))
        .forEach(test -> check(isTest(test), document, "there is no test", test));
    Documents.matches("http://127.0.0.1:[0-9]+(/\\S*)", bare)
        .map(url -> url.group(1))
        .forEach(url -> check(sources.contains('"' + url), document, "nothing answers", url));
    Documents.matches("(?<= )(?:conf|systemd)/\\S+|(?<= )application[.]\\S+[.]example", bare)
        .map(file -> file.group().replace("conf/", ""))
        .forEach(
            file ->
                check(
                    Files.exists(Path.of(file)) || Files.exists(DIST.resolve(file)),
                    document,
                    "there is no file",
                    file));
  }

  private static boolean isTest(String name) {
    String pattern = ".*/" + name.replace("*", "\\w*") + "[.]java";
    return name.equals("none")
        || Documents.files(Path.of("src/test/java"))
            .anyMatch(file -> file.toString().replace('\\', '/').matches(pattern));
  }

  @Test
  void thePackagesHaveTheVersionThatIsBuilt() {
    String pom = Documents.text(Path.of("pom.xml"));
    String version =
        Documents.matches("<artifactId>aps-solar</artifactId>\\s*<version>([^<]+)<", pom)
            .findFirst()
            .orElseThrow()
            .group(1);
    for (Path document : Documents.forUsers()) {
      Documents.matches("aps-solar[-_]([0-9]+([.][0-9]+)+)", Documents.text(document))
          .forEach(
              file ->
                  check(
                      file.group(1).equals(version),
                      document,
                      "pom.xml builds " + version + ", not",
                      file.group()));
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
