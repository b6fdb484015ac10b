package solar.aps.bench;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The page that everything is measured with: the oldest form, five inverters of two panels. */
final class TenPanels {
  private TenPanels() {}

  static String page() {
    String rows =
        IntStream.range(0, 10)
            .mapToObj(
                i ->
                    row(
                        "40800000000" + i / 2 + "-" + (i % 2 == 0 ? "A" : "B"),
                        " " + (180 + 3 * i) + "&nbsp;W",
                        " 50.0&nbsp;Hz",
                        " " + (229 + i / 2) + "&nbsp;V",
                        " " + (38 + i / 2) + "&nbsp;<sup>o</sup>C",
                        " 2026-06-15 12:05:07"))
            .collect(Collectors.joining());
    return "<html><head><title></title></head><body bgcolor=white>"
        + "<table align=center border=1 width=900>"
        + row(
            "Inverter ID", "Current Power", "Grid Frequency", "Grid Voltage", "Temperature", "Date")
        + rows
        + "</table></body></html>";
  }

  private static String row(String... cells) {
    return IntStream.range(0, cells.length)
        .mapToObj(i -> "<td align=center>" + cells[i] + "</td>")
        .collect(Collectors.joining("", "<center><tr>", "</tr></center>"));
  }
}
