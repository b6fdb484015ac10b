package solar.aps.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import solar.aps.generation.EcuReading;
import solar.aps.layout.Layout;
import solar.aps.source.page.EcuPage;

class WarningLogTest {
  private final List<String> logged = new ArrayList<>();
  private final WarningLog log = new WarningLog(null, Layout.NONE, logged::add);

  @Test
  void aWarningIsSaidOnceWhileItStaysAndAgainWhenItComesBack() {
    log.log(reading("a"));
    log.log(reading("a", "b"));
    log.log(reading("b"));
    log.log(reading("a", "b"));

    assertThat(logged).containsExactly("a", "b", "a");
  }

  @Test
  void ofAPageOfManyMalformedValuesTenAreSaidAndTheOthersCounted() throws Exception {
    EcuReading reading = EcuPage.read(malformed(3000), "http://ecu/", ZonedDateTime.now());

    log.log(reading);
    log.log(reading);

    assertThat(logged).hasSize(11).endsWith("and 11,990 more like these on the page");
    assertThat(logged.subList(0, 10)).allMatch(warning -> warning.startsWith("Panel "));
  }

  /** A page with so many rows that hold an ID, and text where their four numbers should be. */
  private static byte[] malformed(int rows) {
    StringBuilder page =
        new StringBuilder(
            "<table><tr><td>Inverter ID<td>Current Power<td>Grid Frequency<td>Grid Voltage"
                + "<td>Temperature");
    for (int row = 0; row < rows; row++) {
      page.append("<tr><td>").append(row).append("<td>x W<td>x Hz<td>x V<td>x C");
    }
    return page.append("</table>").toString().getBytes(StandardCharsets.UTF_8);
  }

  private static EcuReading reading(String... warnings) {
    return new EcuReading("http://ecu/", ZonedDateTime.now(), List.of(), List.of(warnings));
  }
}
