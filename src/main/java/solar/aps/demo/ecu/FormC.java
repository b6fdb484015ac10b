package solar.aps.demo.ecu;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The readings page of later ECU firmware: headers in {@code th}, a {@code div} around the rows of
 * an inverter, and what its panels share in cells that span those rows.
 */
public final class FormC {
  /** Where ECUs of this firmware serve it. */
  public static final String PATH = "/index.php/realtimedata";

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");
  private static final String MISSING = "- ";

  private static final String HEAD =
      """
      <!DOCTYPE html>
      <html>
        <head>
          <meta charset="utf-8">
          <!-- 模拟页面 -->
          <title>Simulated ECU</title>
        </head>
        <body>
          <table class="table">
            <thead>
              <tr>
                <th>Inverter ID</th>
                <th>Current Power</th>
                <th>Grid Frequency</th>
                <th>Grid Voltage</th>
                <th>Temperature</th>
                <th>Reporting Time</th>
              </tr>
            </thead>
            <tbody>
      """;

  private static final String FOOT =
      """
            </tbody>
          </table>
        </body>
      </html>
      """;

  private FormC() {}

  /** The page after this round, in the ECU's local time; its lines end with CRLF. */
  static String page(List<Inverter> inverters, LocalDateTime round) {
    String rows =
        IntStream.range(0, inverters.size())
            .mapToObj(
                i -> rows(inverters.get(i), i % 2 == 0 ? "<tr class='active'>" : "<tr >", round))
            .collect(Collectors.joining());
    return HEAD.replace("\n", "\r\n") + rows + FOOT.replace("\n", "\r\n");
  }

  private static String rows(Inverter inverter, String start, LocalDateTime round) {
    List<Inverter.Panel> panels = inverter.panels();
    String others =
        panels.stream()
            .skip(1)
            .map(panel -> row(start, cell(panel.id() + " "), watts(panel), volts(panel)))
            .collect(Collectors.joining());
    return "<div>\r\n" + firstRow(inverter, start, round) + others + "</div>\r\n";
  }

  private static String firstRow(Inverter inverter, String start, LocalDateTime round) {
    Inverter.Panel first = inverter.panels().get(0);
    boolean reported = inverter.reported();
    String hertz = String.format(Locale.ROOT, " %.1f Hz ", inverter.hertz());
    // in the time's cell alone a line ends with a bare LF
    String time = " " + (reported ? TIME.format(round) : "-") + "\n ";
    return row(
        start,
        cell(first.id() + " "),
        watts(first),
        spanning(inverter, reported ? hertz : MISSING),
        volts(first),
        spanning(inverter, reported ? " " + inverter.celsius() + " &#176;C " : MISSING),
        spanning(inverter, time));
  }

  private static String watts(Inverter.Panel panel) {
    return cell(panel.output().map(output -> " " + output.watts() + " W ").orElse(MISSING));
  }

  private static String volts(Inverter.Panel panel) {
    return cell(panel.output().map(output -> " " + output.volts() + " V ").orElse(MISSING));
  }

  private static String cell(String text) {
    return "<td>" + text + "</td>\r\n";
  }

  private static String spanning(Inverter inverter, String text) {
    return "<td rowspan=" + inverter.panels().size() + ">" + text + "</td>\r\n";
  }

  private static String row(String start, String... cells) {
    return start + "\r\n" + String.join("", cells) + "</tr>\r\n";
  }
}
