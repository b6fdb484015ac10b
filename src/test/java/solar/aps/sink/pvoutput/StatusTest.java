package solar.aps.sink.pvoutput;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import solar.aps.config.Secret;
import solar.aps.generation.GenerationSummary;

class StatusTest {
  @ParameterizedTest
  @CsvSource({
    "2025-06-15T11:10:00, 20250615, 11:10",
    "2025-06-15T11:14:59, 20250615, 11:10",
    "2025-06-15T00:04:59, 20250615, 00:00",
    "2025-12-31T23:59:59, 20251231, 23:55"
  })
  void theSlotIsTheTimeFlooredTo5Minutes(LocalDateTime time, String date, String slot) {
    assertThat(status(summary(time, 1, null)).form())
        .startsWith("d=" + date + "&t=" + slot.replace(":", "%3A") + "&");
  }

  @Test
  void theFormIsEncodedAndKeepsItsOrder() {
    Status status = status(summary(LocalDateTime.parse("2025-06-15T11:10:00"), 0, 50.0));

    assertThat(status.form()).isEqualTo("d=20250615&t=11%3A10&v2=0&v5=-5.0&v6=234.5&v11=50.00");
  }

  @Test
  void aRowHasAnEmptyFieldForEachValueThatIsNotKnown() {
    Status status = status(summary(LocalDateTime.parse("2025-06-15T11:10:00"), 0, 50.0));

    assertThat(status.row()).isEqualTo("20250615,11:10,,0,,,-5.0,234.5,,,,,50.00");
    assertThat(status.withoutExtended().row()).isEqualTo("20250615,11:10,,0,,,-5.0,234.5");
  }

  @ParameterizedTest
  @CsvSource({"5, 11:40", "10, 11:40", "15, 11:30"})
  void theIntervalOfTheSystemDecidesTheSlot(int interval, String slot) {
    GenerationSummary summary = summary(LocalDateTime.parse("2025-06-15T11:44:59"), 1, null);

    assertThat(Status.of(summary, Instant.EPOCH, all(), interval).slot())
        .isEqualTo("2025-06-15T" + slot);
  }

  private static Status status(GenerationSummary summary) {
    return Status.of(summary, Instant.EPOCH, all(), 5);
  }

  private static PvOutputSettings all() {
    return new PvOutputSettings(
        true,
        new Secret("key"),
        "1",
        true,
        true,
        true,
        true,
        Optional.of("v11"),
        URI.create("https://pvoutput.org"),
        30,
        Duration.ofDays(14),
        OptionalInt.of(5));
  }

  private static GenerationSummary summary(LocalDateTime time, long watts, Double hertz) {
    return new GenerationSummary(
        "http://ecu/",
        time,
        1,
        null,
        watts,
        null,
        watts,
        234.5,
        -5.0,
        hertz,
        false,
        Map.of(),
        null,
        null,
        null,
        null,
        List.of());
  }
}
