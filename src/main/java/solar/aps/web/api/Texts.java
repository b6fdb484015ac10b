package solar.aps.web.api;

import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The texts of the page before a script has run. */
final class Texts {
  private static final String UNKNOWN = "—";
  private static final String SPACE = "\u00a0";
  private static final String THIN = "\u202f";

  /** From here on power is told in kW. */
  private static final long MUCH = 10_000;

  private static final double KILO = 1000;

  private Texts() {}

  /** By the names of the placeholders. */
  static Map<String, String> of(Now now) {
    return Map.of(
        "state", word(now.state()),
        "watts", power(now.watts()),
        "sentence", Sentence.of(now),
        "read", read(now),
        "today", now.energyTodayWh() == null ? UNKNOWN : rounded(now.energyTodayWh() / KILO, "kWh"),
        "lifetime", now.energyTotalKwh() == null ? UNKNOWN : rounded(now.energyTotalKwh(), "kWh"));
  }

  private static String word(Enum<?> state) {
    return state.name().toLowerCase(Locale.ROOT);
  }

  private static String power(Long watts) {
    if (watts == null) {
      return UNKNOWN;
    }
    return watts < MUCH ? number("%,d", watts) + SPACE + "W" : rounded(watts / KILO, "kW");
  }

  private static String rounded(double value, String unit) {
    return number("%,.1f", value) + SPACE + unit;
  }

  private static String number(String format, Number value) {
    return String.format(Locale.ROOT, format, value).replace(",", THIN);
  }

  /** The newest reading of all. */
  private static String read(Now now) {
    Optional<String> time =
        now.ecus().stream()
            .flatMap(ecu -> ecu.seen().readAt().map(ecu::time).stream())
            .max(OffsetDateTime::compareTo)
            .map(PanelNow.MINUTE::format);
    return time.map(at -> "read at " + at).orElse("not read yet");
  }
}
