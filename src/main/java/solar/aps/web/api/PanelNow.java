package solar.aps.web.api;

import static java.util.stream.Collectors.joining;

import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import solar.aps.generation.PanelHealth;
import solar.aps.layout.Place;

/**
 * A panel as the page shows it.
 *
 * @param place what its owner says of it, if anything
 * @param watts its power in W, or null
 * @param silentSince since when it gives nothing while others do, or null
 * @param health what it gave yesterday beside its neighbours, 1 as usual; or null
 */
record PanelNow(
    String id, Optional<Place> place, Integer watts, OffsetDateTime silentSince, Double health) {
  static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("HH:mm");
  private static final double PERCENT = 100;

  /** The serial number of its inverter, or null if its ID does not have one. */
  String inverter() {
    int dash = id.lastIndexOf('-');
    return dash > 0 ? id.substring(0, dash) : null;
  }

  /** What people call it. */
  String title() {
    return place.map(Place::name).orElse(id);
  }

  boolean isSilent() {
    return silentSince != null;
  }

  boolean isIll() {
    return health != null && health < PanelHealth.ILL;
  }

  /** What is wrong with it, or null. */
  String problem() {
    String words =
        Stream.of(
                isSilent() ? "silent since " + MINUTE.format(silentSince) : null,
                isIll() ? illness() + "; look for dirt, shade or a fault" : null)
            .filter(Objects::nonNull)
            .collect(joining("; "));
    return words.isEmpty() ? null : words;
  }

  /** What it gave yesterday; only for one that is ill. */
  String illness() {
    return health == 0
        ? "gave nothing yesterday"
        : String.format(Locale.ROOT, "gave %.0f %% of its usual share yesterday", health * PERCENT);
  }
}
