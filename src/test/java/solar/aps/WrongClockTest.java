package solar.aps;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import solar.aps.demo.SettableClock;
import solar.aps.demo.pvoutput.SimulatedPvOutput;
import solar.aps.demo.web.Answer;
import solar.aps.demo.web.Faults;

/** A machine without a clock of its own may be years off until it has asked the network. */
class WrongClockTest {
  private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);
  private static final Duration YEARS = Duration.ofDays(3 * 365);

  @TempDir Path folder;
  private House house;

  /** PVOutput's own clock is right, whatever that of the house shows. */
  private SettableClock right;

  private SimulatedPvOutput pvOutput;

  @BeforeEach
  void build() throws IOException {
    house = new House(folder);
    house.shows(120);
    right = new SettableClock(house.clock.instant(), house.clock.getZone());
    pvOutput = SimulatedPvOutput.start(right, House.API_KEY, House.SYSTEM_ID);
  }

  @AfterEach
  void tearDown() {
    pvOutput.close();
    house.close();
  }

  private House.Service service() throws Exception {
    return house.service(
        "pvoutput.publish", "true",
        "pvoutput.url", pvOutput.url().toString(),
        "ecu.max-age", "0",
        "console.format", "none");
  }

  private void pass(Duration time) {
    house.clock.pass(time);
    right.pass(time);
  }

  private void poll(House.Service service, int times) throws Exception {
    for (int i = 0; i < times; i++) {
      service.poll();
      pass(FIVE_MINUTES);
    }
  }

  @Test
  void aClockThatIsYearsAheadForOnePollExpiresNothing() throws Exception {
    try (House.Service service = service()) {
      pvOutput.answer(Faults.disconnect());
      poll(service, 6);
      pvOutput.answerNormally();
      house.clock.pass(YEARS);
      poll(service, 1);
      assertThat(house.outbox()).as("with that of the wrong time").hasSize(7);
      assertThat(house.letters()).isEmpty();

      house.clock.pass(YEARS.negated());
      pass(Duration.ofMinutes(61));
      poll(service, 1);
    }

    assertThat(pvOutput.statuses())
        .containsOnlyKeys(
            "20250615 11:10",
            "20250615 11:15",
            "20250615 11:20",
            "20250615 11:25",
            "20250615 11:30",
            "20250615 11:35",
            "20250615 12:45");
    assertThat(house.outbox()).isEmpty();
    assertThat(house.letters())
        .as("the status of the wrong time, with the reason")
        .hasSize(1)
        .allSatisfy(
            letter -> {
              assertThat(letter.get("cause").textValue())
                  .isEqualTo("of a time that is still to come: this machine's clock was ahead");
              assertThat(letter.at("/body/slot").textValue()).startsWith("2028-06-");
            });
  }

  @Test
  void aClockThatIsAheadAcrossARestartExpiresNothing() throws Exception {
    pvOutput.answer(Faults.disconnect());
    try (House.Service service = service()) {
      poll(service, 3);
    }
    house.clock.pass(YEARS);
    try (House.Service service = service()) {
      service.deliver();
      assertThat(house.outbox()).hasSize(3);
    }
    house.clock.pass(YEARS.negated());
    pvOutput.answerNormally();
    try (House.Service service = service()) {
      service.deliver();
    }

    assertThat(pvOutput.statuses()).hasSize(3);
    assertThat(house.letters()).isEmpty();
  }

  @Test
  void lettersOutliveAClockThatIsYearsAhead() throws Exception {
    pvOutput.answer(Answer.status(400, "Bad request 400: Moon Powered"));
    try (House.Service service = service()) {
      poll(service, 2);
      house.clock.pass(YEARS);
      poll(service, 1);
      house.clock.pass(YEARS.negated());
      poll(service, 1);
    }

    assertThat(house.letters()).hasSize(4);
  }

  @Test
  void aClockThatIsBehindExpiresNothingEither() throws Exception {
    try (House.Service service = service()) {
      pvOutput.answer(Faults.disconnect());
      poll(service, 2);
      house.clock.pass(YEARS.negated());
      pvOutput.answerNormally();
      pass(Duration.ofMinutes(15));
      service.deliver();
      assertThat(house.outbox()).as("of a time still to come by our clock").hasSize(2);
      assertThat(house.letters()).isEmpty();

      house.clock.pass(YEARS);
      service.deliver();
    }

    assertThat(pvOutput.statuses()).hasSize(2);
  }
}
