package solar.aps.demo.ecu;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import solar.aps.demo.web.Answer;
import solar.aps.demo.web.Web;

class SimulatedEcuTest {
  private static final String FORM_A = "/cgi-bin/parameters";
  private static final String FORM_C = "/index.php/realtimedata";

  /** A round in which all panels report. */
  private static final String NOON = "2026-06-20T12:03:07";

  /** A round in which one panel is silent. */
  private static final String TEN_PAST = "2026-06-20T12:10:00";

  private static final String NIGHT = "2026-06-20T23:15:00";

  @Test
  void theOldPageIsOneLineWithHeadersInPlainCells() throws Exception {
    String html = page(NOON, FORM_A);
    Document page = Jsoup.parse(html);

    assertThat(html).doesNotContain("\n").contains("<table", "<center><tr>", "&copy2013 ");
    assertThat(page.select("th, thead, tbody th, [rowspan]")).isEmpty();
    assertThat(cells(page.select("tr").first()))
        .containsExactly(
            "Inverter ID",
            "Current Power",
            "Grid Frequency",
            "Grid Voltage",
            "Temperature",
            "Date");
  }

  @Test
  void theOldPageHasAFullRowForEachOfTheEightPanels() throws Exception {
    List<Element> rows = Jsoup.parse(page(NOON, FORM_A)).select("tr:has(td:eq(5))");

    assertThat(rows).hasSize(1 + 8);
    assertThat(cells(rows.get(1)))
        .containsExactly(
            "406000000001-1", "285 W", "49.9 Hz", "234 V", "44 oC", "2026-06-20 12:00:00");
    assertThat(cells(rows.get(8)).get(0)).isEqualTo("406000000004-2");
  }

  @Test
  void theLaterPageSharesCellsBetweenThePanelsOfAnInverter() throws Exception {
    Document page = Jsoup.parse(page(NOON, FORM_C));

    assertThat(page.select("thead th"))
        .extracting(Element::text)
        .hasSize(6)
        .contains("Grid Voltage", "Reporting Time");
    List<Element> rows = page.select("tbody tr");
    assertThat(rows).hasSize(8);
    assertThat(cells(rows.get(0)))
        .containsExactly(
            "406000000001-1", "285 W", "49.9 Hz", "234 V", "44 °C", "2026-06-20 12:00:00");
    assertThat(cells(rows.get(1))).containsExactly("406000000001-2", "282 W", "234 V");
    assertThat(page.select("td[rowspan=2]")).hasSize(4 * 3);
  }

  @Test
  void theLaterPageEndsItsLinesWithCrLfExceptInTheCellOfTheTime() throws Exception {
    String html = page(NOON, FORM_C);

    assertThat(html).contains("<td rowspan=2> 2026-06-20 12:00:00\n </td>\r\n");
    assertThat(html.replace("\r\n", "").chars().filter(c -> c == '\n')).hasSize(4);
  }

  @Test
  void bothPagesShowTheSamePanels() throws Exception {
    List<String> old = firstCells(Jsoup.parse(page(NOON, FORM_A)).select("tr:has(td:eq(5)):gt(0)"));
    List<String> later = firstCells(Jsoup.parse(page(NOON, FORM_C)).select("tbody tr"));

    assertThat(later).isEqualTo(old);
  }

  @Test
  void aSilentPanelKeepsItsRowWithoutValues() throws Exception {
    List<Element> old = Jsoup.parse(page(TEN_PAST, FORM_A)).select("tr:has(td:eq(5))");
    List<Element> later = Jsoup.parse(page(TEN_PAST, FORM_C)).select("tbody tr");

    assertThat(cells(old.get(1))).containsExactly("406000000001-1", "W", "Hz", "V", "oC", "-");
    assertThat(old).extracting(row -> cells(row).get(1)).containsOnlyOnce("W");
    assertThat(cells(later.get(0)))
        .containsExactly("406000000001-1", "-", "50.1 Hz", "-", "44 °C", "2026-06-20 12:10:00");
    assertThat(cells(later.get(1))).containsExactly("406000000001-2", "285 W", "231 V");
  }

  @Test
  void atNightNoPanelReports() throws Exception {
    List<Element> old = Jsoup.parse(page(NIGHT, FORM_A)).select("tr:has(td:eq(5)):gt(0)");
    List<Element> later = Jsoup.parse(page(NIGHT, FORM_C)).select("tbody tr");

    assertThat(old).hasSize(8).allSatisfy(row -> assertThat(row.text()).doesNotContain("2026"));
    assertThat(old).extracting(row -> cells(row).get(1)).containsOnly("W");
    assertThat(later).hasSize(8);
    assertThat(cells(later.get(0))).containsExactly("406000000001-1", "-", "-", "-", "-", "-");
    assertThat(cells(later.get(1))).containsExactly("406000000001-2", "-", "-");
  }

  @Test
  void otherPathsGetAPageThatSaysNotFound() throws Exception {
    try (SimulatedEcu ecu = SimulatedEcu.start(at(NOON))) {
      HttpResponse<String> answer = Web.get("http://" + ecu.host() + "/index.php/elsewhere");

      assertThat(answer.statusCode()).isEqualTo(404);
      assertThat(Jsoup.parse(answer.body()).title()).isEqualTo("404 Page Not Found");
    }
  }

  @Test
  void aPathServesWhatATestPutsThere() throws Exception {
    try (SimulatedEcu ecu = SimulatedEcu.start(at(NOON))) {
      String url = "http://" + ecu.host() + FORM_A;
      ecu.answer(FORM_A, Answer.page("<p>grün</p>"));
      assertThat(Web.get(url).body()).isEqualTo("<p>grün</p>");

      ecu.answer(FORM_A, Answer.status(500, ""));
      assertThat(Web.get(url).statusCode()).isEqualTo(500);
    }
  }

  @Test
  void requestsAreKeptInOrder() throws Exception {
    try (SimulatedEcu ecu = SimulatedEcu.start(at(NOON))) {
      Web.get("http://" + ecu.host() + FORM_C);
      Web.get("http://" + ecu.host() + "/nothing?here=1");

      assertThat(ecu.requests())
          .containsExactly("GET /index.php/realtimedata", "GET /nothing?here=1");
    }
  }

  @Test
  void theConnectionEndsAfterEachAnswer() throws Exception {
    try (SimulatedEcu ecu = SimulatedEcu.start(at(NOON));
        Socket socket = connect(ecu)) {
      socket
          .getOutputStream()
          .write("GET /cgi-bin/parameters HTTP/1.1\r\nHost: ecu\r\n\r\n".getBytes(US_ASCII));

      String untilTheEnd = new String(socket.getInputStream().readAllBytes(), UTF_8);
      assertThat(untilTheEnd)
          .startsWith("HTTP/1.1 200")
          .contains("Connection: close")
          .endsWith("</html>");
    }
  }

  private static Socket connect(SimulatedEcu ecu) throws IOException {
    String[] hostAndPort = ecu.host().split(":");
    return new Socket(hostAndPort[0], Integer.parseInt(hostAndPort[1]));
  }

  private static String page(String localTime, String path) throws Exception {
    try (SimulatedEcu ecu = SimulatedEcu.start(at(localTime))) {
      HttpResponse<String> answer = Web.get("http://" + ecu.host() + path);
      assertThat(answer.statusCode()).isEqualTo(200);
      return answer.body();
    }
  }

  private static Clock at(String localTime) {
    ZoneId zone = ZoneId.of("Europe/Berlin");
    return Clock.fixed(LocalDateTime.parse(localTime).atZone(zone).toInstant(), zone);
  }

  private static List<String> cells(Element row) {
    return row.select("td").stream()
        .map(cell -> cell.text().replace('\u00a0', ' ').strip())
        .toList();
  }

  private static List<String> firstCells(List<Element> rows) {
    return rows.stream().map(row -> cells(row).get(0)).toList();
  }
}
