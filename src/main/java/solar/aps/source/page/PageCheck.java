package solar.aps.source.page;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import solar.aps.check.Finding;
import solar.aps.check.Link;
import solar.aps.check.Words;
import solar.aps.config.CommonKeys;
import solar.aps.config.Settings;
import solar.aps.generation.EcuReading;
import solar.aps.generation.PanelReading;
import solar.aps.plugin.Services;
import solar.aps.source.EcuKeys;
import solar.aps.source.Source;

/** Connects to the ECU, and then reads its page once, as a poll does. */
final class PageCheck {
  private static final String CONNECTION = "ECU";
  private static final String PAGE = "ECU page";
  private static final String CLOCK = "ECU clock";
  private static final int HTTP = 80;

  /** An ECU reports every 5 minutes, and may be late once or twice. */
  private static final Duration USUAL_DELAY = Duration.ofMinutes(15);

  private final String endpoint;
  private final Settings settings;
  private final Clock clock;

  /**
   * @param endpoint where the page is read
   */
  PageCheck(String endpoint, Services services) {
    this.endpoint = endpoint;
    this.settings = services.settings();
    this.clock = services.clock();
  }

  List<Finding> findings(ProducerTemplate camel) {
    URI ecu = URI.create("http://" + settings.get(EcuKeys.HOST));
    try {
      connect(ecu);
    } catch (IOException e) {
      return List.of(
          bad(CONNECTION, PageSource.reason(e, ecu.toString(), settings.get(EcuKeys.TIMEOUT))),
          Finding.notTried(Link.ECU, PAGE, "there is no connection"));
    }
    List<Finding> findings = new ArrayList<>();
    findings.add(good(CONNECTION, settings.get(EcuKeys.HOST) + " accepts connections"));
    ZonedDateTime now = ZonedDateTime.now(clock);
    Exchange asked = camel.request(endpoint, e -> e.setProperty(Source.TAKEN_AT, now));
    if (asked.getException() != null) {
      findings.add(bad(PAGE, asked.getException().getMessage()));
    } else {
      findings.addAll(read(asked.getMessage().getBody(EcuReading.class)));
    }
    return findings;
  }

  private void connect(URI ecu) throws IOException {
    int port = ecu.getPort() < 0 ? HTTP : ecu.getPort();
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(ecu.getHost(), port),
          (int) settings.get(EcuKeys.TIMEOUT).toMillis());
    }
  }

  private List<Finding> read(EcuReading reading) {
    List<Finding> findings = new ArrayList<>();
    findings.add(panels(reading));
    expected(reading).ifPresent(findings::add);
    reading.warnings().forEach(odd -> findings.add(warning(PAGE, odd)));
    reading.panels().stream()
        .map(PanelReading::reportedAt)
        .filter(Objects::nonNull)
        .max(Comparator.naturalOrder())
        .map(latest -> delay(latest, reading.takenAt()))
        .ifPresent(findings::add);
    return findings;
  }

  private static Finding panels(EcuReading reading) {
    List<String> missing =
        reading.panels().stream()
            .filter(panel -> panel.watts() == null)
            .map(PanelReading::panelId)
            .toList();
    String seen =
        "%s (%s) shows %s"
            .formatted(
                reading.source(), form(reading), Words.count(reading.panels().size(), "panel"));
    if (missing.size() == reading.panels().size()) {
      return warning(PAGE, seen + ", and none reports; at night that is as it should be");
    }
    return good(
        PAGE,
        missing.isEmpty()
            ? seen + ", none of them missing"
            : "%s, %d of them missing: %s"
                .formatted(seen, missing.size(), missing.stream().collect(joining(", "))));
  }

  private static String form(EcuReading reading) {
    return reading.source().contains("/cgi-bin/")
        ? "the form of the oldest firmware"
        : "a form of later firmware";
  }

  private Optional<Finding> expected(EcuReading reading) {
    int seen = reading.panels().size();
    int expected = CommonKeys.expectedCount(settings).orElse(seen);
    return expected == seen
        ? Optional.empty()
        : Optional.of(
            warning(
                PAGE,
                "it shows %d of the %d panels of panels.expected-count; correct the setting, or the list of inverters in the ECU"
                    .formatted(seen, expected)));
  }

  private Finding delay(LocalDateTime latest, ZonedDateTime now) {
    Duration behind = Duration.between(latest.atZone(now.getZone()), now);
    String reports =
        "it reports %s %s our clock (%tR, %s)"
            .formatted(
                Words.duration(behind.abs()),
                behind.isNegative() ? "ahead of" : "behind",
                now,
                now.getZone());
    return behind.abs().compareTo(USUAL_DELAY) < 0
        ? good(CLOCK, reports)
        : warning(
            CLOCK,
            reports
                + "; check time-zone and both clocks. At night it stands still, and that is no fault");
  }

  private static Finding good(String step, String words) {
    return Finding.good(Link.ECU, step, words);
  }

  private static Finding warning(String step, String words) {
    return Finding.warning(Link.ECU, step, words);
  }

  private static Finding bad(String step, String words) {
    return Finding.bad(Link.ECU, step, words);
  }
}
