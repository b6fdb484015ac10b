package solar.aps;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import solar.aps.demo.ecu.SimulatedEz1;
import solar.aps.demo.web.Faults;
import solar.aps.source.NoSuchSourceException;

/** An EZ1 that cannot be reached sleeps at night, and is a failure by day. */
class Ez1NightTest {
  @TempDir Path folder;
  private Ez1House home;

  @BeforeEach
  void build() throws IOException {
    home = new Ez1House(folder);
  }

  @AfterEach
  void tearDown() {
    home.close();
  }

  @Test
  void anInverterThatIsGoneInTheMiddleOfTheDayIsAFailure() throws Exception {
    try (House.Service service = home.service()) {
      assertThat(service.poll()).isPresent();
      home.ez1.close();

      assertThat(service.poll()).isEmpty();
    }
    assertThat(home.cause())
        .contains("cannot be reached at", Ez1House.OUTPUT)
        .doesNotContain("night");
  }

  @Test
  void anInverterThatHangsInTheMiddleOfTheDayIsAFailure() throws Exception {
    try (House.Service service = home.service()) {
      assertThat(service.poll()).isPresent();
      home.ez1.answer(Ez1House.OUTPUT, Faults.hang());

      assertThat(service.poll()).isEmpty();
    }
    assertThat(home.cause()).startsWith("the EZ1 did not answer within");
  }

  @Test
  void anInverterThatNeverAnsweredMayOnlyHaveItsNight() throws Exception {
    home.ez1.close();

    assertThat(home.causeOfFailure())
        .startsWith("the EZ1 cannot be reached at http://" + home.ez1.host() + Ez1House.DEVICE)
        .contains("It may be night", "Local Mode");
  }

  @Test
  void aRefusedConnectionMeansThatThereIsNoEz1() throws Exception {
    home.ez1.close();

    Exception failure =
        home.call(
            source ->
                source
                    .getContext()
                    .createProducerTemplate()
                    .request(source.endpoint(), poll -> {})
                    .getException());

    assertThat(failure).isInstanceOf(NoSuchSourceException.class);
  }

  @Test
  void anInverterThatIsGoneAfterDuskSleepsAndIsToldOfOnce() throws Exception {
    home.ez1.shows(12, 7);
    try (House.Service service = home.service()) {
      service.poll();
      home.ez1.close();

      assertThat(service.poll().orElseThrow().summary().panels())
          .containsOnlyKeys(Ez1House.PANEL_1, Ez1House.PANEL_2)
          .containsEntry(Ez1House.PANEL_1, null)
          .containsEntry(Ez1House.PANEL_2, null);
      assertThat(service.poll()).isPresent();
    }
    assertThat(home.house.letters()).isEmpty();
    assertThat(home.log()).containsOnlyOnce("the EZ1 " + SimulatedEz1.ID + " sleeps");
  }

  @Test
  void anInverterThatAwakesIsReadAndSleepsAgainTheNextNight() throws Exception {
    home.ez1.shows(3, 4);
    try (House.Service service = home.service()) {
      service.poll();
      home.ez1.answer(Ez1House.OUTPUT, Faults.hang());
      service.poll();
      home.ez1.shows(5, 6);
      assertThat(service.poll().orElseThrow().summary().totalWattsForOutput()).isEqualTo(11);
      home.ez1.answer(Ez1House.OUTPUT, Faults.hang());
      assertThat(service.poll().orElseThrow().summary().receivedCount()).isZero();
    }
    assertThat(home.log().split("sleeps until", -1)).hasSize(3);
  }

  @Test
  void anInverterThatSleepsForADayIsAFailure() throws Exception {
    home.ez1.shows(0, 0);
    try (House.Service service = home.service()) {
      service.poll();
      home.ez1.close();
      home.house.clock.pass(Duration.ofHours(24));

      assertThat(service.poll()).isEmpty();
    }
  }

  @Test
  void aRefusalAtDuskIsAFailureBecauseTheInverterIsAwake() throws Exception {
    home.ez1.shows(1, 1);
    try (House.Service service = home.service()) {
      service.poll();
      home.ez1.answer(Ez1House.OUTPUT, SimulatedEz1.FAILED);

      assertThat(service.poll()).isEmpty();
    }
  }
}
