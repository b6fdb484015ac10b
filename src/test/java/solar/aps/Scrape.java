package solar.aps;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Metrics read from Prometheus' text format 0.0.4, strictly: every sample belongs to the metric
 * whose type was declared before it, no metric and no sample comes twice, and what no line of the
 * format looks like is refused. Knows gauges and counters.
 *
 * @param types the type of each metric
 * @param samples the value of each sample, by its name and labels as in {@code name{label="value"}}
 */
record Scrape(Map<String, String> types, Map<String, Double> samples) {
  private static final String NAME = "[a-zA-Z_:][a-zA-Z0-9_:]*";
  private static final String LABEL =
      "([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\\n]|\\\\[\\\\\"n])*)\"";
  private static final Pattern HELP = Pattern.compile("# HELP (" + NAME + ") .+");
  private static final Pattern TYPE = Pattern.compile("# TYPE (" + NAME + ") (gauge|counter)");
  private static final Pattern SAMPLE =
      Pattern.compile("(" + NAME + ")(?:\\{(" + LABEL + "(?:," + LABEL + ")*),?})? (\\S+)");

  static Scrape of(String text) {
    if (!text.endsWith("\n")) {
      throw new AssertionError("the last line has no end");
    }
    Scrape scrape = new Scrape(new LinkedHashMap<>(), new TreeMap<>());
    Set<String> helped = new HashSet<>();
    String current = null;
    for (String line : text.split("\n")) {
      Matcher help = HELP.matcher(line);
      Matcher type = TYPE.matcher(line);
      Matcher sample = SAMPLE.matcher(line);
      if (help.matches()) {
        require(helped.add(help.group(1)), "a second help", line);
      } else if (type.matches()) {
        current = type.group(1);
        require(scrape.types.put(current, type.group(2)) == null, "a second type", line);
      } else {
        require(sample.matches(), "no line of the format", line);
        require(sample.group(1).equals(current), "a sample outside of its metric", line);
        scrape.add(sample, line);
      }
    }
    require(helped.equals(scrape.types.keySet()), "help without type or type without help", text);
    return scrape;
  }

  private void add(MatchResult sample, String line) {
    String labels = sample.group(2) == null ? "" : "{" + sample.group(2) + "}";
    double value = Double.parseDouble(sample.group(sample.groupCount()));
    require(samples.put(sample.group(1) + labels, value) == null, "a second sample", line);
  }

  private static void require(boolean holds, String fault, String where) {
    if (!holds) {
      throw new AssertionError(fault + ": " + where);
    }
  }

  /** The names of the metrics that have samples. */
  Set<String> names() {
    return samples.keySet().stream()
        .map(sample -> sample.replaceFirst("\\{.*", ""))
        .collect(Collectors.toSet());
  }
}
