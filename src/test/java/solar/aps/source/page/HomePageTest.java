package solar.aps.source.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import solar.aps.generation.Energy;

class HomePageTest {
  private static byte[] page(String... labelsAndValues) {
    StringBuilder html = new StringBuilder("<html><body><table>");
    for (int i = 0; i < labelsAndValues.length; i += 2) {
      html.append(
          "<tr><th>%s</th><td> %s </td></tr>"
              .formatted(labelsAndValues[i], labelsAndValues[i + 1]));
    }
    return html.append("</table>").toString().getBytes(UTF_8);
  }

  @Test
  void itTellsTheLifetimeAndTheDay() {
    assertThat(
            HomePage.energy(
                page(
                    "ECU ID", "216200099002",
                    "Lifetime generation", "1,234.56 kWh",
                    "Last System Power", "812 W",
                    "Generation of Current Day", "3.21 kWh")))
        .contains(new Energy("216200099002", 3210L, 1234.56));
  }

  @Test
  void theOldestHasItsLabelsInCellsToo() {
    String page =
        "<table><center><tr><td>ECU ID</td><td>203000099003</td></tr></center>"
            + "<center><tr><td>Lifetime generation</td><td>12345.6 kWh</td></tr></center>"
            + "<center><tr><td>Generation Of Current Day</td><td>0.4 kWh</td></tr></center></table>";
    assertThat(HomePage.energy(page.getBytes(UTF_8)))
        .contains(new Energy("203000099003", 400L, 12345.6));
  }

  @Test
  void theLanguageOfTheLabelsDoesNotMatter() {
    assertThat(HomePage.energy(page("编号", "216200099002", "总", "10 kWh", "今日", "1.5 kWh")))
        .contains(new Energy("216200099002", 1500L, 10.0));
  }

  @Test
  void aCounterOfZeroIsNotKnown() {
    assertThat(HomePage.energy(page("ECU ID", "216200099002", "L", "0.0 kWh", "D", "0 kWh")))
        .contains(new Energy("216200099002", null, null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<title>Router</title>",
        "<table><td>216200099002</td></table>",
        "<table><td>216200099002</td><td>5 kWh</td></table>",
        "<table><td>1 kWh</td><td>5 kWh</td></table>",
        "<table><td>216200099002</td><td>-1 kWh</td><td>1e9 kWh</td></table>"
      })
  void somethingElseTellsNothing(String html) {
    assertThat(HomePage.energy(html.getBytes(UTF_8))).isEmpty();
  }
}
