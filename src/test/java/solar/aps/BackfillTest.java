package solar.aps;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import solar.aps.demo.ecu.SimulatedEcu;
import solar.aps.flow.Backfill;
import solar.aps.flow.Plugins;
import solar.aps.plugin.Output;
import solar.aps.plugin.Services;

/**
 * What the ECU has kept of the days before the first reading is shown, and sent if that is wanted.
 */
class BackfillTest {
  private static final String[] PUBLISHING = {"history.days", "30", "pvoutput.publish", "yes"};

  @TempDir Path folder;
  private House house;

  @BeforeEach
  void build() throws IOException {
    house = new House(folder);
    house.ecu.answer("/cgi-bin/parameters", SimulatedEcu.formA(house.clock));
    house.ecu.showCurve();
  }

  @AfterEach
  void tearDown() {
    house.close();
  }

  private List<String> fill(int days, boolean agreed, String... settings) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Services services =
        Services.of(house.settings(settings), house.clock, true, new Output(out), letter -> {});
    new Backfill(services, Plugins.find(), () -> agreed).run(days);
    return out.toString(UTF_8).lines().toList();
  }

  @Test
  void itIsShownByDayAndPutIntoTheOutboxIfThatIsAgreedTo() throws Exception {
    house.once(PUBLISHING);

    assertThat(fill(2, true, PUBLISHING))
        .containsExactly(
            "ecu: 2025-06-13  179 times with power  21.19 kWh",
            "ecu: 2025-06-14  179 times with power  21.19 kWh",
            "ecu: 2025-06-15   61 times with power  5.54 kWh",
            "what PVOutput has of these times already, from another program or an older one, is"
                + " replaced",
            "ecu: 419 times are in the outbox of pvoutput; the next start sends them");
    assertThat(house.outbox()).hasSize(419).doesNotContain("2025-06-15T11-10.json");
  }

  @Test
  void theFirstReadingIsRememberedLongerThanTheHistory() throws Exception {
    String[] twoDays = {"history.days", "2", "pvoutput.publish", "yes"};
    for (int day = 0; day < 4; day++) {
      house.once(twoDays);
      house.clock.pass(Duration.ofDays(1));
    }

    assertThat(fill(6, true, twoDays).stream().filter(line -> line.contains("kWh")))
        .extracting(line -> line.substring(5, 15))
        .containsExactly("2025-06-13", "2025-06-14", "2025-06-15");
  }

  @Test
  void whatIsNotAgreedToIsNotDone() throws Exception {
    assertThat(fill(1, false, PUBLISHING)).last().isEqualTo("nothing was changed");
    assertThat(house.outbox()).isEmpty();
  }

  @Test
  void whereNothingIsPublishedThereIsNothingToFill() throws Exception {
    assertThat(fill(1, true, "history.days", "30"))
        .containsExactly(
            "nothing to fill: no sink takes it, there is no history (history.days=0), or the ECU has"
                + " kept nothing of these days");
  }
}
