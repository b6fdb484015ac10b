package solar.aps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import solar.aps.config.SettingsException;
import solar.aps.demo.ecu.SimulatedEcuPort;
import solar.aps.demo.ecu.SimulatedEz1;
import solar.aps.demo.web.Answer;
import solar.aps.flow.CycleOutcome;

/** An ECU is read by the first source that it has, and by that one from then on. */
class SourceChoiceTest {
  private static final Answer GONE = Answer.status(404, "");

  @TempDir Path folder;
  private House house;
  private SimulatedEcuPort port;
  private SimulatedEz1 ez1;

  @BeforeEach
  void build() throws IOException {
    house = new House(folder);
    port = SimulatedEcuPort.start(house.clock);
    ez1 = SimulatedEz1.start();
  }

  @AfterEach
  void tearDown() {
    ez1.close();
    port.close();
    house.close();
  }

  private String[] auto(String... more) {
    return Stream.concat(
            Stream.of(
                "ecu.source",
                "auto",
                "ecu.tcp-port",
                Integer.toString(port.port()),
                "ecu.ez1-port",
                ez1.host().split(":")[1],
                "ecu.max-age",
                "0"),
            Stream.of(more))
        .toArray(String[]::new);
  }

  private void pageIsRemoved() {
    house.ecu.answer("/cgi-bin/parameters", GONE);
    house.ecu.answer("/index.php/realtimedata", GONE);
  }

  private static String source(House.Service service) throws Exception {
    return service.poll().map(CycleOutcome::summary).orElseThrow().source();
  }

  @Test
  void thePageIsAskedFirstAndNothingElse() throws Exception {
    try (House.Service service = house.service(auto())) {
      assertThat(source(service)).startsWith("http://").endsWith("/cgi-bin/parameters");
    }

    assertThat(port.requests()).isEmpty();
    assertThat(ez1.requests()).isEmpty();
  }

  @Test
  void withoutAPageThePortIsAskedAndFirstFromThenOnAlsoAfterARestart() throws Exception {
    pageIsRemoved();
    try (House.Service service = house.service(auto())) {
      assertThat(source(service)).isEqualTo("tcp://127.0.0.1:" + port.port());
      assertThat(source(service)).startsWith("tcp://");
    }
    try (House.Service service = house.service(auto())) {
      assertThat(source(service)).startsWith("tcp://");
    }

    assertThat(house.ecu.requests()).as("the page, once at each path").hasSize(2);
    assertThat(ez1.requests()).isEmpty();
    assertThat(house.letters()).isEmpty();
  }

  /** The port is not asked meanwhile; the time of the next poll has come then. */
  private void threePollsFail(House.Service service) throws Exception {
    for (int poll = 0; poll < 3; poll++) {
      house.clock.pass(Duration.ofMinutes(5));
      assertThat(service.poll()).isEmpty();
      assertThat(port.requests()).isEmpty();
    }
    house.clock.pass(Duration.ofMinutes(5));
  }

  @Test
  void aFirmwareThatRemovesThePageIsNoticedAfterThreePolls() throws Exception {
    try (House.Service service = house.service(auto())) {
      assertThat(source(service)).startsWith("http://");
      pageIsRemoved();
      threePollsFail(service);

      assertThat(source(service)).startsWith("tcp://");
    }
    assertThat(house.letters()).hasSize(3);
  }

  @Test
  void aRunOfOncePollRemembersTheFailuresOfTheRunsBefore() throws Exception {
    assertThat(house.once(auto()).exitCode()).isZero();
    pageIsRemoved();
    for (int run = 0; run < 3; run++) {
      house.clock.pass(Duration.ofMinutes(5));
      assertThat(house.once(auto()).exitCode()).isEqualTo(2);
    }
    house.clock.pass(Duration.ofMinutes(5));

    assertThat(house.once(auto()).out()).startsWith("Data source: tcp://");
  }

  @Test
  void aSourceThatHangsIsLeftAfterThreePollsIfAnotherWorks() throws Exception {
    try (House.Service service = house.service(auto())) {
      assertThat(source(service)).startsWith("http://");
      house.ecu.answer("/cgi-bin/parameters", Answer.status(500, "busy"));
      threePollsFail(service);

      assertThat(source(service)).startsWith("tcp://");
    }
  }

  @Test
  void anEcuThatHangsIsNotAskedInOtherWays() throws Exception {
    house.ecu.answer("/cgi-bin/parameters", Answer.status(500, "busy"));
    try (House.Service service = house.service(auto())) {
      assertThat(service.poll()).isEmpty();
    }

    assertThat(port.requests()).isEmpty();
  }

  @Test
  void aPageOfSomethingElseAndAClosedPortLeadToTheEz1() throws Exception {
    house.ecu.answer("/cgi-bin/parameters", Answer.page("<html><title>Router</title>hello"));
    port.close();

    try (House.Service service = house.service(auto())) {
      assertThat(source(service)).contains(ez1.host());
    }
  }

  @Test
  void whereNothingReadsItEveryWayIsNamed() throws Exception {
    pageIsRemoved();
    port.close();
    ez1.close();

    assertThat(house.once(auto()).exitCode()).isEqualTo(2);

    assertThat(house.letters()).hasSize(1);
    assertThat(house.letters().get(0).get("cause").textValue())
        .contains("its readings page is gone")
        .contains("tcp://127.0.0.1:" + port.port())
        .contains(ez1.host());
  }

  @Test
  void theCheckShowsTheWayThatWorksAndWhatIsMissing() {
    pageIsRemoved();

    House.Run run = house.check(auto());

    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .contains("! ECU page: the ECU at ")
        .contains("✓ ECU port: tcp://127.0.0.1:" + port.port());
  }

  @Test
  void aSourceThatDoesNotExistIsAFaultThatNamesThoseThatDo() {
    assertThatThrownBy(() -> house.settings("ecu.source", "modbus"))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining(
            "ecu.source=modbus is no way to read an ECU; write one of auto, page, tcp, ez1, none");
  }
}
