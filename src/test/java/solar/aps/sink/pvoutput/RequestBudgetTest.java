package solar.aps.sink.pvoutput;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RequestBudgetTest {
  private static final Instant TEN_PAST = Instant.parse("2025-06-15T09:10:00Z");
  private static final Instant NEXT_HOUR = Instant.parse("2025-06-15T10:00:00Z");

  private final RequestBudget budget = new RequestBudget();

  @BeforeEach
  void aSystemThatIsPolledEveryFiveMinutes() {
    budget.share(Duration.ofMinutes(5));
  }

  @Test
  void withoutWordFromPvOutputSixtyAnHourAreAssumed() {
    for (int i = 0; i < 60; i++) {
      assertThat(budget.allowsLive(TEN_PAST)).isTrue();
      budget.spend(answer(OptionalInt.empty(), Optional.empty()), TEN_PAST);
    }

    assertThat(budget.allowsLive(TEN_PAST)).isFalse();
    assertThat(budget.reset(TEN_PAST)).isEqualTo(NEXT_HOUR);
    assertThat(budget.allowsLive(NEXT_HOUR)).isTrue();
  }

  @Test
  void historyOfOneSystemLeavesWhatTheLiveStatusesOfAllNeed() {
    budget.share(Duration.ofMinutes(10));
    // 11 of the first and 6 of the second are still to come
    budget.spend(answer(OptionalInt.of(18), Optional.empty()), TEN_PAST);
    assertThat(budget.allowsHistory(TEN_PAST)).isTrue();
    budget.spend(answer(OptionalInt.of(17), Optional.empty()), TEN_PAST);
    assertThat(budget.allowsHistory(TEN_PAST)).isFalse();
    assertThat(budget.allowsLive(TEN_PAST)).isTrue();
  }

  @Test
  void historyLeavesWhatTheLiveStatusesOfThisHourNeed() {
    budget.spend(answer(OptionalInt.of(12), Optional.empty()), TEN_PAST);
    assertThat(budget.allowsHistory(TEN_PAST)).isTrue();

    budget.spend(answer(OptionalInt.of(11), Optional.empty()), TEN_PAST);
    assertThat(budget.allowsHistory(TEN_PAST)).isFalse();
    assertThat(budget.allowsLive(TEN_PAST)).isTrue();
  }

  @Test
  void aResetThatPvOutputTellsIsTaken() {
    Instant told = TEN_PAST.plusSeconds(600);
    budget.spend(answer(OptionalInt.of(0), Optional.of(told)), TEN_PAST);

    assertThat(budget.reset(TEN_PAST)).isEqualTo(told);
  }

  @Test
  void aResetOfAnotherClockThanOursIsNot() {
    budget.spend(answer(OptionalInt.of(0), Optional.of(TEN_PAST.plusSeconds(7200))), TEN_PAST);
    assertThat(budget.reset(TEN_PAST)).isEqualTo(NEXT_HOUR);
    budget.spend(answer(OptionalInt.of(0), Optional.of(TEN_PAST.minusSeconds(1))), TEN_PAST);
    assertThat(budget.reset(TEN_PAST)).isEqualTo(NEXT_HOUR);
    assertThat(budget.allowsLive(TEN_PAST)).isFalse();
  }

  private static PvOutputAnswer answer(OptionalInt remaining, Optional<Instant> reset) {
    return PvOutputAnswer.of(
        200,
        "OK 200: Added Status",
        new PvOutputAnswer.Told(
            remaining, OptionalInt.empty(), reset, Optional.empty(), Optional.empty()));
  }
}
