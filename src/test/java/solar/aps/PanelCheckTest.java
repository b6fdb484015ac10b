package solar.aps;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import solar.aps.demo.web.Answer;
import solar.aps.plugin.Output;

/** Once a day the log names the panels that gave far less than usual. */
class PanelCheckTest {
  private static final String HEAD =
      "<table><tr><td>Inverter ID</td><td>Current Power</td><td>Grid Frequency</td></tr>";

  @TempDir Path folder;
  private final PrintStream realErr = System.err;
  private final ByteArrayOutputStream log = new ByteArrayOutputStream();
  private House house;
  private double ofTheFirst = 1;

  @BeforeEach
  void build() throws IOException {
    System.setErr(new PrintStream(log, true, UTF_8));
    house = new House(folder);
    house.ecu.answer("/cgi-bin/parameters", exchange -> Answer.page(page()).send(exchange));
  }

  @AfterEach
  void tearDown() {
    System.setErr(realErr);
    house.close();
  }

  private String page() {
    int hour = house.clock.instant().atZone(house.clock.getZone()).getHour();
    int watts = hour < 6 || hour > 19 ? 0 : 200;
    StringBuilder rows = new StringBuilder(HEAD);
    for (int i = 1; i <= 4; i++) {
      rows.append(
          "<tr><td>40700000000%d-A</td><td>%d W</td><td>50.0 Hz</td></tr>"
              .formatted(i, Math.round(watts * (i == 1 ? ofTheFirst : 1))));
    }
    return rows.append("</table>").toString();
  }

  /** Polls every hour. */
  private void run(int days, String... more) throws Exception {
    String[] settings =
        Stream.concat(Stream.of("history.days", "30"), Stream.of(more)).toArray(String[]::new);
    try (House.Service service = house.service(settings)) {
      for (int hour = 0; hour < 24 * days; hour++) {
        service.poll();
        house.clock.pass(Duration.ofHours(1));
      }
    }
  }

  private long warnings() {
    return log.toString(UTF_8).lines().filter(line -> line.contains("gave far less")).count();
  }

  @Test
  void aPanelThatGivesLessIsNamedOnceADayWithItsFigure() throws Exception {
    run(5);
    assertThat(warnings()).isZero();
    ofTheFirst = 0.3;
    run(2);

    assertThat(log.toString(UTF_8))
        .contains(
            "ecu: on 2025-06-20 some panels gave far less beside their neighbours than they usually"
                + " do: 407000000001-A ")
        .doesNotContain("407000000002-A ");
    assertThat(warnings()).isEqualTo(2);
  }

  @Test
  void aPanelWithANameIsNamedWithIt() throws Exception {
    Path roof =
        Files.writeString(
            folder.resolve("roof.csv"),
            "panel,name,row,column\n407000000001-A,Dormer on the left,1,1");
    run(5);
    ofTheFirst = 0.3;
    run(2, "panels.layout", roof.toString());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new HistoryReport(house.settings("panels.layout", roof.toString()), new Output(out))
        .print("2025-06-21", false);

    assertThat(log.toString(UTF_8)).contains(" do: Dormer on the left (407000000001-A) 30 %.");
    assertThat(out.toString(UTF_8))
        .contains(
            "  Dormer on the left (407000000001-A)   9.1 %  ill: 30 % of what is usual\n",
            "  407000000002-A                       30.3 %\n");
  }

  @Test
  void theHistoryOfTheDayTellsItToo() throws Exception {
    run(5);
    ofTheFirst = 0.3;
    run(2);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new HistoryReport(house.settings(), new Output(out)).print("2025-06-21", false);

    assertThat(out.toString(UTF_8))
        .containsPattern("407000000001-A +9.1 %  ill: 30 % of what is usual\n")
        .containsPattern("407000000002-A +30.3 %\n");
  }

  @Test
  void itIsSwitchedOffByItsKey() throws Exception {
    run(5, "panels.health", "false");
    ofTheFirst = 0.3;
    run(2, "panels.health", "false");

    assertThat(warnings()).isZero();
  }
}
