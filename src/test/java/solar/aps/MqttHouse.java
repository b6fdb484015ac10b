package solar.aps;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import solar.aps.demo.web.Answer;
import solar.aps.flow.CycleOutcome;
import solar.aps.sink.SinkReport;

/** A house with an MQTT broker, and with an eye on the log. */
final class MqttHouse implements AutoCloseable {
  static final String PAGE = "/cgi-bin/parameters";

  final House house;
  private final PrintStream realErr = System.err;
  private final ByteArrayOutputStream log = new ByteArrayOutputStream();

  MqttHouse(Path folder) throws IOException {
    house = new House(folder);
    house.patience = Duration.ofSeconds(20);
    house.shows(120);
    System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
  }

  /** The keys and values that publish to a broker. */
  static String[] at(String url, String... more) {
    return Stream.concat(
            Stream.of("mqtt.url", url, "ecu.max-age", "0", "console.format", "none"),
            Stream.of(more))
        .toArray(String[]::new);
  }

  /** A row of the ECU's page; no watts: the panel is silent. */
  record Row(String panel, Integer watts) {
    private String html() {
      String values =
          watts == null
              ? "<td> -</td>".repeat(4)
              : "<td> %d W</td><td> 50.1 Hz</td><td> 234 V</td><td> 41 <sup>o</sup>C</td>"
                  .formatted(watts);
      return "<tr><td>%s</td>%s<td> 2025-06-15 11:07:07</td></tr>".formatted(panel, values);
    }
  }

  /** From now on the ECU shows these panels. */
  void shows(Row... rows) {
    String head = House.PAGE.substring(0, House.PAGE.indexOf("</center>") + "</center>".length());
    house.ecu.answer(
        PAGE,
        Answer.page(
            head + Stream.of(rows).map(Row::html).collect(Collectors.joining()) + "</table>"));
  }

  static Row row(String panel, Integer watts) {
    return new Row(panel, watts);
  }

  /** What the sink reports of a cycle, or null. */
  static SinkReport report(CycleOutcome outcome) {
    return outcome.results().stream()
        .filter(result -> result.sink().equals("mqtt"))
        .findFirst()
        .orElseThrow()
        .report();
  }

  /** The lines of the log that are about MQTT alone. */
  List<String> log() {
    return log.toString(StandardCharsets.UTF_8)
        .lines()
        .filter(line -> line.contains(" mqtt: "))
        .toList();
  }

  /** Everything that was logged. */
  String wholeLog() {
    return log.toString(StandardCharsets.UTF_8);
  }

  /** What is retained below {@code aps-solar/ecu}, by the rest of the topic. */
  static Map<String, String> values(MqttBroker broker) throws Exception {
    String base = "aps-solar/ecu/";
    return broker.retained().entrySet().stream()
        .filter(entry -> entry.getKey().startsWith(base))
        .collect(
            Collectors.toMap(
                entry -> entry.getKey().substring(base.length()), Map.Entry::getValue));
  }

  @Override
  public void close() {
    System.setErr(realErr);
    house.close();
  }
}
