package solar.aps;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import solar.aps.demo.web.Answer;
import solar.aps.demo.web.Faults;
import solar.aps.flow.CycleOutcome;

/** What holds from one poll to the next. */
class ServiceTest {
  @TempDir Path folder;
  private House house;

  @BeforeEach
  void build() throws IOException {
    house = new House(folder);
    house.ecu.answer("/cgi-bin/parameters", Answer.page(House.PAGE));
  }

  @AfterEach
  void tearDown() {
    house.close();
  }

  @Test
  void thePathThatWorksIsAskedFirstFromThenOn() throws Exception {
    house.ecu.answer("/cgi-bin/parameters", Answer.status(404, ""));

    try (House.Service service = house.service()) {
      assertThat(service.poll()).isPresent();
      assertThat(service.poll()).isPresent();
    }

    assertThat(house.ecu.requests())
        .containsExactly(
            "GET /cgi-bin/parameters",
            "GET /index.php/realtimedata",
            "GET /index.php/realtimedata");
    assertThat(house.letters()).isEmpty();
  }

  @Test
  void anEcuWhoseFirmwareGoesBackIsFoundAgain() throws Exception {
    house.ecu.answer("/cgi-bin/parameters", Answer.status(404, ""));

    try (House.Service service = house.service()) {
      service.poll();
      house.ecu.answer("/cgi-bin/parameters", Answer.page(House.PAGE));
      house.ecu.answer("/index.php/realtimedata", Answer.status(404, ""));

      assertThat(service.poll()).isPresent();
    }
  }

  @Test
  void theSourceIsThePageThatWasRead() throws Exception {
    house.ecu.answer("/cgi-bin/parameters", Answer.status(404, ""));

    try (House.Service service = house.service()) {
      assertThat(service.poll().orElseThrow().summary().source())
          .isEqualTo("http://" + house.ecu.host() + "/index.php/realtimedata");
    }
  }

  @Test
  void anEcuThatComesBackIsReadAgain() throws Exception {
    house.ecu.answer("/cgi-bin/parameters", Answer.status(503, ""));

    try (House.Service service = house.service()) {
      assertThat(service.poll()).isEmpty();
      house.ecu.answer("/cgi-bin/parameters", Answer.page(House.PAGE));
      assertThat(service.poll()).isPresent();
    }

    assertThat(house.letters()).hasSize(1);
  }

  @Test
  void valuesThatStandStillAreNotPublishedForEver() throws Exception {
    try (House.Service service = house.service("pvoutput.publish", "true", "ecu.max-age", "15m")) {
      for (int poll = 0; poll < 5; poll++) {
        service.poll();
        house.clock.pass(Duration.ofMinutes(5));
      }
    }

    assertThat(house.pvOutput.statuses())
        .containsOnlyKeys("20250615 11:10", "20250615 11:15", "20250615 11:20");
  }

  @Test
  void afterTheClockIsSetBackValuesThatStandStillAreNotPublishedUntilItIsThatLateAgain()
      throws Exception {
    house.clock.pass(Duration.ofHours(9));
    try (House.Service ahead = house.service("pvoutput.publish", "true")) {
      ahead.poll();
    }
    house.clock.pass(Duration.ofHours(-9));

    try (House.Service service = house.service("pvoutput.publish", "true")) {
      for (int poll = 0; poll < 12; poll++) {
        service.poll();
        house.clock.pass(Duration.ofMinutes(5));
      }
      house.clock.pass(Duration.ofHours(8).plusMinutes(5));
      service.poll();
    }

    assertThat(house.pvOutput.statuses())
        .containsOnlyKeys("20250615 20:10", "20250615 11:10", "20250615 11:15", "20250615 11:20");
  }

  @Test
  void aClockThatJumpsForDaysAndBackPublishesNothingThatStandsStill() throws Exception {
    try (House.Service service = house.service("pvoutput.publish", "true")) {
      service.poll();
      house.clock.pass(Duration.ofDays(3));
      service.poll();
      house.clock.pass(Duration.ofDays(-3).plusMinutes(20));
      service.poll();
    }

    assertThat(house.pvOutput.statuses()).containsOnlyKeys("20250615 11:10");
  }

  @Test
  void powerThatNoMicroinverterGivesIsNotPublished() throws Exception {
    house.shows(99_999);

    try (House.Service service = house.service("pvoutput.publish", "true")) {
      assertThat(service.poll().orElseThrow().summary().receivedCount()).isZero();
    }

    assertThat(house.pvOutput.statuses()).isEmpty();
  }

  @Test
  void whatAnEarlierRunLeftIsPublishedBeforeTheFirstReading() throws Exception {
    house.pvOutput.answer(Answer.status(500, ""));
    house.once("pvoutput.publish", "true");
    house.pvOutput.answerNormally();

    try (House.Service service = house.service("pvoutput.publish", "true")) {
      service.deliver();
    }

    assertThat(house.pvOutput.statuses()).containsOnlyKeys("20250615 11:10");
    assertThat(house.outbox()).isEmpty();
  }

  @Test
  void zeroTakesValuesThatStandStillAndKeepsNoMemoryOfThem() throws Exception {
    try (House.Service service = house.service("ecu.max-age", "0")) {
      house.clock.pass(Duration.ofDays(400));
      assertThat(service.poll().orElseThrow().summary().receivedCount()).isEqualTo(1);
    }

    assertThat(folder.resolve("data/reporting-times")).doesNotExist();
  }

  @Test
  void aServicePrintsOneLineOfJsonAReading() throws Exception {
    try (House.Service service = house.service("console.format", "json")) {
      service.poll();
      service.poll();

      assertThat(service.out().lines())
          .hasSize(2)
          .allMatch(line -> line.startsWith("{\"source\":") && line.endsWith("}}"));
    }
  }

  @Test
  void anEmptyLineKeepsTheTextsOfTwoReadingsApart() throws Exception {
    try (House.Service service = house.service()) {
      service.poll();
      service.poll();

      assertThat(service.out()).contains("Avg frequency: 50.10 Hz\n\nData source: ");
    }
  }

  @Test
  void noFormatPrintsNothing() throws Exception {
    try (House.Service service = house.service("console.format", "none")) {
      service.poll();

      assertThat(service.out()).isEmpty();
    }
  }

  @Test
  void aSinkThatHangsHoldsUpNeitherTheOtherSinksNorTheNextPoll() throws Exception {
    Files.writeString(
        folder.resolve("stuck.yaml"),
        """
        - route:
            id: sink-stuck
            group: sink
            from:
              uri: direct:sink-stuck
              steps:
                - setBody: {constant: x}
                - to: http://%s/service/r2/stuck.jsp?responseTimeout=600000&soTimeout=600000
        """
            .formatted(house.pvOutput.url().getAuthority()));
    Path readings = folder.resolve("readings.jsonl");

    try (House.Service service =
        house.service("sinks.dir", folder.toString(), "json-file.path", readings.toString())) {
      house.pvOutput.answer(Faults.hang());
      CycleOutcome first = service.poll().orElseThrow();
      CycleOutcome second = service.poll().orElseThrow();

      assertThat(first.failures()).extracting(CycleOutcome.Result::sink).containsExactly("stuck");
      assertThat(first.failures().get(0).failure()).hasMessageContaining("not finished after");
      assertThat(second.failures().get(0).failure()).hasMessageContaining("still busy");
      assertThat(Files.readAllLines(readings)).hasSize(2);
      assertThat(house.pvOutput.requests()).hasSize(1);
      house.pvOutput.close();
    }
    assertThat(house.letters()).as("one for each reading").hasSize(2);
    assertThat(house.letters()).allMatch(letter -> letter.get("what").textValue().equals("stuck"));
  }

  @Test
  void aSinkThatFailsStopsNoOther() throws Exception {
    Path readings = folder.resolve("readings.jsonl");

    try (House.Service owner = house.service("pvoutput.publish", "true");
        House.Service service =
            house.service("pvoutput.publish", "true", "json-file.path", readings.toString())) {
      owner.deliver();
      CycleOutcome outcome = service.poll().orElseThrow();

      assertThat(outcome.failures())
          .extracting(CycleOutcome.Result::sink)
          .isEqualTo(List.of("pvoutput"));
      assertThat(Files.readAllLines(readings)).hasSize(1);
      assertThat(outcome)
          .hasToString("1 of 2 panels, 120 W; taken by console, json-file; failed: pvoutput");
    }
  }

  @Test
  void twoEcusAreTwoInstancesThatShareNothing() throws Exception {
    try (House other = new House(folder.resolve("other"));
        House.Service here = house.service();
        House.Service there = other.service()) {
      assertThat(here.poll().orElseThrow().summary().panels()).hasSize(2);
      assertThat(there.poll().orElseThrow().summary().panels()).hasSize(8);
    }
  }
}
