package solar.aps.demo.ecu;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The readings page of the oldest ECU firmware: one line, headers in {@code td}, a full row a
 * panel, {@code center} inside the table.
 */
public final class FormA {
  /** Where ECUs of this firmware serve it. */
  public static final String PATH = "/cgi-bin/parameters";

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");
  private static final List<String> HEADERS =
      List.of(
          "Inverter ID", "Current Power", "Grid Frequency", "Grid Voltage", "Temperature", "Date");

  private FormA() {}

  /** The page after this round, in the ECU's local time. */
  static String page(List<Inverter> inverters, LocalDateTime round) {
    String rows =
        inverters.stream()
            .flatMap(
                inverter ->
                    inverter.panels().stream().map(panel -> row("", cells(inverter, panel, round))))
            .collect(Collectors.joining());
    return "<html><head><title></title></head><body bgcolor=white>"
        + "<table align=center border=1 width=900>"
        + row(" bgcolor=#99cc99", HEADERS)
        + rows
        + "</table><br><hr></hr>"
        + "<center><tr><td>&copy2013 A simulated ECU</td></tr></center></body></html>";
  }

  private static List<String> cells(Inverter inverter, Inverter.Panel panel, LocalDateTime round) {
    return panel
        .output()
        .map(
            output ->
                List.of(
                    panel.id(),
                    " " + output.watts() + "&nbsp;W",
                    String.format(Locale.ROOT, " %.1f&nbsp;Hz", inverter.hertz()),
                    " " + output.volts() + "&nbsp;V",
                    " " + inverter.celsius() + "&nbsp;<sup>o</sup>C",
                    " " + TIME.format(round)))
        .orElseGet(
            () ->
                List.of(
                    panel.id(),
                    "   &nbsp;W",
                    "   &nbsp;Hz",
                    "   &nbsp;V",
                    "   &nbsp;<sup>o</sup>C",
                    " -"));
  }

  private static String row(String attributes, List<String> cells) {
    return cells.stream()
        .map(cell -> "<td align=center>" + cell + "</td>")
        .collect(Collectors.joining("", "<center><tr" + attributes + ">", "</tr></center>"));
  }
}
