package solar.aps;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What users and developers read: the README, the folder docs, and who links to them. */
final class Documents {
  static final Path README = Path.of("README.md");

  private static final Pattern BLOCK = Pattern.compile("(?ms)^ *```(\\w+)\n(.*?)^ *```$");
  private static final Pattern CODE = Pattern.compile("`([^`\n]+)`");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ +(.+)$");

  private Documents() {}

  /** The README, and every page below docs. */
  static List<Path> forUsers() {
    return Stream.concat(
            Stream.of(README),
            files(Path.of("docs")).filter(file -> file.toString().endsWith(".md")))
        .toList();
  }

  /** Those and the other pages of the project. */
  static List<Path> all() {
    List<Path> all = new ArrayList<>(forUsers());
    Stream.of("CONTRIBUTING.md", "CHANGES.md", "SECURITY.md", "src/bench/README.md")
        .map(Path::of)
        .filter(Files::exists)
        .forEach(all::add);
    return all;
  }

  static String text(Path document) {
    try {
      return Files.readString(document);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The text without its blocks of code. */
  static String prose(Path document) {
    return BLOCK.matcher(text(document)).replaceAll("");
  }

  /** The blocks of code in a language, one after the other. */
  static List<String> blocks(Path document, String language) {
    return BLOCK
        .matcher(text(document))
        .results()
        .filter(block -> block.group(1).equals(language))
        .map(block -> block.group(2))
        .toList();
  }

  /** What stands in backticks in the text. */
  static List<String> codes(Path document) {
    return CODE.matcher(prose(document)).results().map(code -> code.group(1)).toList();
  }

  /** The anchors that GitHub makes of the headings. */
  static List<String> anchors(Path document) {
    return HEADING
        .matcher(prose(document))
        .results()
        .map(heading -> heading.group(1).toLowerCase().replaceAll("[^\\p{L}\\p{N} _-]", ""))
        .map(heading -> heading.strip().replace(' ', '-'))
        .toList();
  }

  /** The text of every class, with sentences that go over lines put together. */
  static String sources() {
    return texts(Path.of("src/main/java")).replaceAll("\"\\s*\\+\\s*\"", "");
  }

  /** The text of all files of a folder. */
  static String texts(Path folder) {
    return files(folder).map(Documents::text).collect(Collectors.joining());
  }

  /** All files of a folder, by their names. */
  static Stream<Path> files(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Stream<MatchResult> matches(String pattern, String text) {
    return Pattern.compile(pattern).matcher(text).results();
  }
}
