package solar.aps.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The page and its files, out of the jar. What is asked for is looked up among a few names, and is
 * never a part of a path.
 */
public final class PageFiles implements Pages {
  private static final String HTML = "text/html; charset=utf-8";
  private static final String CSS = "text/css; charset=utf-8";
  private static final String SCRIPT = "text/javascript; charset=utf-8";
  private static final String UPLOT = "/META-INF/resources/webjars/uplot/1.6.30/dist/uPlot.";
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{(\\w+)}}");

  /** The scripts of the page, each a file of that name. */
  private static final List<String> SCRIPTS =
      List.of(
          "page", "words", "nodes", "server", "head", "roof", "scale", "curve", "chart", "day",
          "month", "sinks");

  private record File(String resource, String contentType) {}

  private static final Map<String, File> FILES = files();

  private final Supplier<Map<String, String>> texts;
  private final Map<String, Answer> read = new ConcurrentHashMap<>();

  /**
   * @param texts gives what stands in the page before a script has run, by the names that the page
   *     has for it
   */
  public PageFiles(Supplier<Map<String, String>> texts) {
    this.texts = texts;
  }

  private static Map<String, File> files() {
    Map<String, File> files = new LinkedHashMap<>();
    files.put("/uplot.js", new File(UPLOT + "iife.min.js", SCRIPT));
    files.put("/uplot.css", new File(UPLOT + "min.css", CSS));
    files.put("/page.css", new File("/web/page.css", CSS));
    files.put("/icon.svg", new File("/web/icon.svg", "image/svg+xml"));
    SCRIPTS.forEach(
        script -> files.put("/" + script + ".js", new File("/web/" + script + ".js", SCRIPT)));
    return files;
  }

  @Override
  public Optional<Answer> at(Request request) throws IOException {
    if (request.path().equals("/")) {
      return Optional.of(page());
    }
    File file = FILES.get(request.path());
    if (file == null) {
      return Optional.empty();
    }
    Answer known = read.get(request.path());
    if (known == null) {
      known = Answer.tagged(file.contentType(), bytes(file.resource()));
      read.put(request.path(), known);
    }
    return Optional.of(known);
  }

  /** Every placeholder gets its text, in which nothing is HTML. */
  private Answer page() throws IOException {
    Map<String, String> known = texts.get();
    String page =
        PLACEHOLDER
            .matcher(new String(bytes("/web/index.html"), UTF_8))
            .replaceAll(
                found -> Matcher.quoteReplacement(escaped(known.getOrDefault(found.group(1), ""))));
    return Answer.tagged(HTML, page.getBytes(UTF_8));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  private static byte[] bytes(String resource) throws IOException {
    try (InputStream stream = PageFiles.class.getResourceAsStream(resource)) {
      if (stream == null) {
        throw new FileNotFoundException(resource + " is missing in this program; install it again");
      }
      return stream.readAllBytes();
    }
  }
}
