package solar.aps.web.api;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import solar.aps.generation.GenerationSummary;
import solar.aps.watch.Seen;

/**
 * An ECU as the page shows it. What is not known is null.
 *
 * @param seen what is remembered of it
 * @param now the moment of it
 */
record EcuNow(Seen seen, Instant now) {
  Seen.State state() {
    return seen.state();
  }

  /** A moment in the zone of the ECU, to the second. */
  OffsetDateTime time(Instant moment) {
    return moment.truncatedTo(ChronoUnit.SECONDS).atZone(seen.zone()).toOffsetDateTime();
  }

  /** Of an earlier day nothing is shown but the energy of the lifetime. */
  private Optional<GenerationSummary> today() {
    LocalDate day = LocalDate.ofInstant(now, seen.zone());
    return seen.reading().filter(reading -> reading.timestamp().toLocalDate().equals(day));
  }

  /** In the dark there is no power, not one of 0 W. */
  private Optional<GenerationSummary> light() {
    return today().filter(reading -> reading.receivedCount() > 0);
  }

  private <T> T ofToday(Function<GenerationSummary, T> value) {
    return today().map(value).orElse(null);
  }

  Long watts() {
    return light().map(GenerationSummary::totalWattsForOutput).orElse(null);
  }

  Long wattsRaw() {
    return light().map(GenerationSummary::totalWattsRaw).orElse(null);
  }

  boolean estimated() {
    return light().filter(GenerationSummary::scaledDueToMissing).isPresent();
  }

  Integer received() {
    return ofToday(GenerationSummary::receivedCount);
  }

  Long energyTodayWh() {
    return ofToday(GenerationSummary::energyTodayWh);
  }

  Double energyTotalKwh() {
    return seen.reading().map(GenerationSummary::energyTotalKwh).orElse(null);
  }

  Double avgVoltV() {
    return ofToday(GenerationSummary::avgVoltV);
  }

  Double avgTempC() {
    return ofToday(GenerationSummary::avgTempC);
  }

  Double avgFreqHz() {
    return ofToday(GenerationSummary::avgFreqHz);
  }

  /** Those of the readings of today, and those that only the layout names. */
  List<PanelNow> panels() {
    return Stream.concat(
            seen.silentSince().keySet().stream(), seen.layout().places().keySet().stream())
        .distinct()
        .map(this::panel)
        .toList();
  }

  private PanelNow panel(String id) {
    return new PanelNow(
        id,
        seen.layout().of(id),
        light().map(reading -> reading.panels().get(id)).orElse(null),
        seen.silentSince().getOrDefault(id, Optional.empty()).map(this::time).orElse(null),
        seen.health().get(id));
  }
}
