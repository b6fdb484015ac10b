package solar.aps.sink.influxdb;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import solar.aps.generation.GenerationSummary;
import solar.aps.generation.Inverter;

/** Readings to send. */
final class Summaries {
  /** 12:00:16 in Berlin. */
  static final Instant NOON = Instant.parse("2025-06-15T10:00:16Z");

  static final long SECONDS = NOON.getEpochSecond();

  /** Of an inverter with two panels, one of them silent. */
  static final GenerationSummary SUMMARY =
      summary(
          null,
          NOON,
          1,
          2,
          5430L,
          4321.7,
          new Inverter("407000000001", true, 234.0, 50.01, 50.0, panels("A", 120, "B", null)));

  private Summaries() {}

  /** The same at another time. */
  static GenerationSummary at(Instant time) {
    return summary(null, time, 1, 2, 5430L, 4321.7, SUMMARY.inverters().toArray(Inverter[]::new));
  }

  /**
   * A reading whose power is 120 W where a panel reports.
   *
   * @param time null for one of an earlier version
   */
  static GenerationSummary summary(
      String ecu,
      Instant time,
      int received,
      Integer expected,
      Long todayWh,
      Double totalKwh,
      Inverter... inverters) {
    return new GenerationSummary(
        "http://192.168.1.102/cgi-bin/parameters",
        LocalDateTime.parse("2025-06-15T12:00:16"),
        received,
        expected,
        received == 0 ? 0 : 120,
        null,
        received == 0 ? 0 : 120,
        234.0,
        50.0,
        50.01,
        false,
        Map.of(),
        todayWh,
        totalKwh,
        ecu,
        time,
        Arrays.asList(inverters));
  }

  /** Power by channel. */
  static Map<String, Integer> panels(Object... channelsAndWatts) {
    Map<String, Integer> panels = new LinkedHashMap<>();
    for (int i = 0; i < channelsAndWatts.length; i += 2) {
      panels.put((String) channelsAndWatts[i], (Integer) channelsAndWatts[i + 1]);
    }
    return panels;
  }

  /** One every five minutes, oldest first. */
  static List<GenerationSummary> every5Minutes(int count) {
    return IntStream.range(0, count).mapToObj(i -> at(NOON.plusSeconds(300L * i))).toList();
  }
}
