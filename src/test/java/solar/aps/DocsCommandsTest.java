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
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The commands in the README and docs: programs, options, files, tests and packages are there. */
class DocsCommandsTest {
  private static final Path DIST = Path.of("src/main/dist");
  private static final Set<String> TOOLS =
      Set.of(
          "apt",
          "cd",
          "cp",
          "curl",
          "docker",
          "export",
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
  void everyOptionIsOneOfTheProgram() {
    Set<String> options = options();
    for (Path document : Documents.forUsers()) {
      Documents.codes(document).stream()
          .filter(code -> code.startsWith("--") || code.contains("aps-solar --"))
          .forEach(code -> checkOptions(document, code, options));
    }
    assertThat(faults).isEmpty();
  }

  @Test
  void everyOptionIsExplained() {
    String explained = String.join(" ", Documents.codes(Path.of("docs/install.md")));

    assertThat(options()).isNotEmpty().allSatisfy(option -> assertThat(explained).contains(option));
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
}
