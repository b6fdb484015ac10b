package solar.aps;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import solar.aps.demo.web.Answer;

/** What {@code --dry-run} shows, and that it does nothing of it. */
class DryRunTest {
  @TempDir Path folder;
  @TempDir Path sinks;
  private House house;

  @BeforeEach
  void build() throws IOException {
    house = new House(folder);
    house.ecu.answer("/cgi-bin/parameters", Answer.page(House.PAGE));
  }

  @AfterEach
  void tearDown() throws IOException {
    assertThat(house.pvOutput.requests()).isEmpty();
    try (Stream<Path> written = Files.list(folder)) {
      assertThat(written).isEmpty();
    }
    house.close();
  }

  @Test
  void eachSinkShowsExactlyWhatItWouldDo() throws Exception {
    House.Run run =
        house.dryRun(
            "pvoutput.publish",
            "true",
            "json-file.path",
            folder.resolve("readings-{date}.jsonl").toString());

    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .isEqualTo(
            """
            console would print:
            Data source: http://%1$s/cgi-bin/parameters

              407000000001-A: 120 W
              407000000001-B: — W

            Received panels: 1
            Total power: 120 W
            Avg voltage: 234.0 V
            Avg temp: 50.0 °C
            Avg frequency: 50.10 Hz

            json-file would append to %2$s/readings-2025-06-15.jsonl:
            {"source":"http://%1$s/cgi-bin/parameters","timestamp":"2025-06-15T11:10:16",\
            "received_count":1,"expected_count":null,"total_watts_raw":120,\
            "total_watts_estimated":null,"total_watts_for_output":120,"avg_volt_v":234.0,\
            "avg_temp_c":50.0,"avg_freq_hz":50.1,"scaled_due_to_missing":false,\
            "panels":{"407000000001-A":120,"407000000001-B":null}}

            pvoutput would send:
            POST %3$s/service/r2/addstatus.jsp
            Content-Type: application/x-www-form-urlencoded
            X-Pvoutput-Apikey: ****
            X-Pvoutput-SystemId: 31415
            X-Rate-Limit: 1

            d=20250615&t=11%%3A10&v2=120&v5=50.0&v6=234.0

            """
                .formatted(house.ecu.host(), folder, house.pvOutput.url()));
  }

  @Test
  void theEcuIsAskedAsEver() throws Exception {
    house.dryRun();

    assertThat(house.ecu.requests()).containsExactly("GET /cgi-bin/parameters");
  }

  @Test
  void withoutPublishingThatIsShown() throws Exception {
    assertThat(house.dryRun().out())
        .endsWith("pvoutput would publish nothing (pvoutput.publish=no)\n\n");
  }

  @Test
  void atNightThatIsShown() throws Exception {
    house.ecu.answer(
        "/cgi-bin/parameters", Answer.page(House.PAGE.replace(" 120&nbsp;W", " -&nbsp;W")));

    assertThat(house.dryRun("pvoutput.publish", "true").out())
        .endsWith("pvoutput would publish nothing (no panel is reporting)\n\n");
  }

  @Test
  void anIntervalThatPvOutputWouldBeAskedForIsTold() throws Exception {
    assertThat(house.dryRun("pvoutput.publish", "true", "pvoutput.status-interval", "auto").out())
        .contains("pvoutput would ask PVOutput (getsystem.jsp) for the status interval")
        .contains("d=20250615&t=11%3A10&");
  }

  @Test
  void aYamlSinkIsToldWithItsJsonAndNothingOfItRuns() throws Exception {
    Path trace = folder.resolve("trace");
    Files.writeString(
        sinks.resolve("mine.yaml"),
        """
        - route:
            id: sink-mine
            group: sink
            from:
              uri: direct:sink-mine
              steps: [{to: 'file:%1$s'}, {to: 'direct:sink-mine-part'}]
        - route:
            id: sink-mine-part
            from: {uri: 'direct:sink-mine-part', steps: [{to: 'file:%1$s'}]}
        - route:
            id: collector
            from: {uri: 'file:%1$s', steps: [{to: 'file:%1$s'}]}
        - route:
            id: clock
            from: {uri: 'timer:now?delay=-1&repeatCount=1', steps: [{to: 'file:%1$s'}]}
        """
            .formatted(trace));

    House.Run run = house.dryRun("sinks.dir", sinks.toString());

    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .contains("\nmine would get this as JSON:\n{\"source\":\"http://")
        .doesNotContain("mine-part would");
  }

  @Test
  void anEcuThatFailsLeavesNoDeadLetter() throws Exception {
    house.ecu.close();

    House.Run run = house.dryRun("pvoutput.publish", "true");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
  }

  @Test
  void theKeyIsMaskedWhereverItStands() throws Exception {
    house.ecu.answer(
        "/cgi-bin/parameters", Answer.page(House.PAGE.replace("407000000001-A", House.API_KEY)));

    assertThat(house.dryRun("pvoutput.publish", "true").out())
        .contains("  ****: 120 W")
        .doesNotContain(House.API_KEY);
  }
}
