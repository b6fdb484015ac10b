package solar.aps.source;

import static java.util.stream.Collectors.joining;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import solar.aps.check.Finding;
import solar.aps.check.Link;
import solar.aps.check.Words;
import solar.aps.config.CommonKeys;
import solar.aps.generation.EcuReading;
import solar.aps.generation.PanelReading;
import solar.aps.layout.Layout;
import solar.aps.plugin.Services;

/** Connects to the ECU, and then reads it once, as a poll does: what {@code --check} shows. */
public final class ReadingCheck {
  private static final String CONNECTION = "ECU";
  private static final String CLOCK = "ECU clock";

  /** An ECU reports every 5 minutes, and may be late once or twice. */
  private static final Duration USUAL_DELAY = Duration.ofMinutes(15);

  /** Connects to the ECU, and hangs up. */
  @FunctionalInterface
  public interface Connection {
    /**
     * @throws SourceException if the ECU does not accept it
     */
    void open() throws SourceException;
  }

  private final Source source;
  private final String step;
  private final Services services;

  /**
   * @param source reads the ECU
   * @param step what is read, such as {@code ECU page}
   */
  public ReadingCheck(Source source, String step, Services services) {
    this.source = source;
    this.step = step;
    this.services = services;
  }

  /**
   * Looks at the ECU.
   *
   * @param address its host, with the port if there is one to name
   * @param title what to call where a reading comes from
   */
  public List<Finding> findings(
      String address,
      Connection connection,
      ProducerTemplate camel,
      Function<EcuReading, String> title) {
    try {
      connection.open();
    } catch (SourceException e) {
      return List.of(
          Finding.bad(Link.ECU, CONNECTION, e.getMessage()),
          Finding.notTried(Link.ECU, step, "there is no connection"));
    }
    List<Finding> findings = new ArrayList<>();
    findings.add(Finding.good(Link.ECU, CONNECTION, address + " accepts connections"));
    Exchange asked = source.ask(camel, ZonedDateTime.now(services.clock()));
    if (asked.getException() != null) {
      findings.add(Finding.bad(Link.ECU, step, asked.getException().getMessage()));
    } else {
      EcuReading reading = asked.getMessage().getBody(EcuReading.class);
      findings.addAll(read(reading, title.apply(reading)));
    }
    return findings;
  }

  private List<Finding> read(EcuReading reading, String title) {
    List<Finding> findings = new ArrayList<>();
    findings.add(panels(reading, title));
    expected(reading).ifPresent(findings::add);
    layout(reading).ifPresent(findings::add);
    reading.warnings().forEach(odd -> findings.add(warning(odd)));
    reading.panels().stream()
        .map(PanelReading::reportedAt)
        .filter(Objects::nonNull)
        .max(Comparator.naturalOrder())
        .map(latest -> delay(latest, reading.takenAt()))
        .ifPresent(findings::add);
    return findings;
  }

  private Finding panels(EcuReading reading, String title) {
    List<String> missing =
        reading.panels().stream()
            .filter(panel -> panel.watts() == null)
            .map(PanelReading::panelId)
            .toList();
    String seen = title + " shows " + Words.count(reading.panels().size(), "panel");
    if (missing.size() == reading.panels().size()) {
      return warning(seen + ", and none reports; at night that is as it should be");
    }
    return Finding.good(
        Link.ECU,
        step,
        missing.isEmpty()
            ? seen + ", none of them missing"
            : "%s, %d of them missing: %s"
                .formatted(seen, missing.size(), missing.stream().collect(joining(", "))));
  }

  private Optional<Finding> expected(EcuReading reading) {
    int seen = reading.panels().size();
    int expected = CommonKeys.expectedCount(services.settings()).orElse(seen);
    return expected == seen
        ? Optional.empty()
        : Optional.of(
            warning(
                "it shows %d of the %d panels of panels.expected-count; correct the setting, or the list of inverters in the ECU"
                    .formatted(seen, expected)));
  }

  private Optional<Finding> layout(EcuReading reading) {
    Layout layout = Layout.of(services.settings());
    if (!layout.isSet() || reading.panels().isEmpty()) {
      return Optional.empty();
    }
    String key = Layout.KEY.name();
    return Optional.of(
        layout
            .difference(reading.panels().stream().map(PanelReading::panelId).toList())
            .map(words -> Finding.warning(Link.SETTINGS, key, words))
            .orElseGet(
                () -> Finding.good(Link.SETTINGS, key, "it has every panel that the ECU has")));
  }

  private static Finding delay(LocalDateTime latest, ZonedDateTime now) {
    Duration behind = Duration.between(latest.atZone(now.getZone()), now);
    String reports =
        "it reports %s %s our clock (%tR, %s)"
            .formatted(
                Words.duration(behind.abs()),
                behind.isNegative() ? "ahead of" : "behind",
                now,
                now.getZone());
    return behind.abs().compareTo(USUAL_DELAY) < 0
        ? Finding.good(Link.ECU, CLOCK, reports)
        : Finding.warning(
            Link.ECU,
            CLOCK,
            reports
                + "; check time-zone and both clocks. At night it stands still, and that is no fault");
  }

  private Finding warning(String words) {
    return Finding.warning(Link.ECU, step, words);
  }
}
