package solar.aps.sink.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EnergyTotalTest {
  private static final Instant NOW = Instant.parse("2025-06-15T10:00:00Z");

  private static EnergyTotal after(double kwh) {
    return EnergyTotal.NOTHING.show(kwh, NOW);
  }

  @Test
  void itIsWhatTheEcuShowsToAWattHour() {
    assertThat(after(1234.56789).published()).isEqualByComparingTo("1234.568");
  }

  @Test
  void whatIsNoLifetimeIsLeftOut() {
    for (Double none : new Double[] {null, 0.0, -1.0, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThat(EnergyTotal.NOTHING.show(none, NOW).published()).isNull();
      assertThat(after(5).show(none, NOW).published()).isEqualByComparingTo("5");
    }
  }

  @Test
  void aSmallerCountIsNotBelievedForADay() {
    EnergyTotal total = after(500);
    for (int hour = 0; hour < 24; hour++) {
      total = total.show(3.0 + hour, NOW.plus(Duration.ofHours(hour)));
      assertThat(total.published()).isEqualByComparingTo("500");
    }
    total = total.show(30.0, NOW.plus(Duration.ofHours(24)));
    assertThat(total.published()).isEqualByComparingTo("500");
    assertThat(total.show(31.5, NOW.plus(Duration.ofHours(25))).published())
        .isEqualByComparingTo("501.5");
  }

  @Test
  void aCountThatComesBackWasAMistake() {
    EnergyTotal total = after(500).show(3.0, NOW).show(501.0, NOW.plus(Duration.ofHours(1)));

    assertThat(total).isEqualTo(after(501));
  }

  @Test
  void aClockThatWasSetBackDoesNotShortenTheDay() {
    EnergyTotal total = after(500).show(3.0, NOW.plus(Duration.ofDays(300)));

    assertThat(total.show(3.0, NOW).show(4.0, NOW.plus(Duration.ofHours(23))).published())
        .isEqualByComparingTo("500");
    assertThat(total.show(3.0, NOW).show(4.0, NOW.plus(Duration.ofHours(23))).offset()).isZero();
  }

  @Test
  void whatWasPublishedOnceIsTheLeast() {
    assertThat(after(3).atLeast(new BigDecimal("500.1")).published()).isEqualByComparingTo("500.1");
    assertThat(after(600).atLeast(new BigDecimal("500.1"))).isEqualTo(after(600));
    assertThat(EnergyTotal.NOTHING.atLeast(new BigDecimal("-3"))).isEqualTo(EnergyTotal.NOTHING);
  }

  @Test
  void whateverAnEcuShowsItNeverFalls() {
    Random random = new Random(7);
    EnergyTotal total = EnergyTotal.NOTHING;
    Instant now = NOW;
    BigDecimal last = BigDecimal.ZERO;
    for (int i = 0; i < 10_000; i++) {
      now = now.plus(Duration.ofMinutes(random.nextInt(600)));
      total = total.show(random.nextInt(10) == 0 ? 0.0 : random.nextDouble() * 1000, now);
      BigDecimal published = total.published() == null ? BigDecimal.ZERO : total.published();
      assertThat(published).isGreaterThanOrEqualTo(last);
      last = published;
    }
  }
}
