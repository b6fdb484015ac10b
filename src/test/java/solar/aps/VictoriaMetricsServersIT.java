package solar.aps;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import solar.aps.demo.web.Answer;
import solar.aps.servers.VictoriaMetrics;

/** The sink for the line protocol, with a real VictoriaMetrics. */
class VictoriaMetricsServersIT extends DurableSinkCases<VictoriaMetrics> {
  @Override
  VictoriaMetrics startServer() throws Exception {
    VictoriaMetrics server = new VictoriaMetrics();
    server.start();
    return server;
  }

  @Override
  String sink() {
    return "influxdb";
  }

  @Override
  Map<String, String> settings(String place) {
    return Map.of(
        "influxdb.url",
        server().url(),
        "influxdb.database",
        "solar",
        "influxdb.measurement-prefix",
        place,
        "influxdb.username",
        VictoriaMetrics.USER,
        "influxdb.password",
        VictoriaMetrics.PASSWORD);
  }

  @Override
  String passwordKey() {
    return "influxdb.password";
  }

  @Override
  String refusal() {
    return "401";
  }

  /** A place is the beginning of its names here. */
  @Override
  void prepare(String place) {}

  @Override
  Map<Instant, Integer> stored(String place) throws Exception {
    Map<Instant, Integer> watts = new HashMap<>();
    server()
        .values(place + "_system_power{db=\"solar\",ecu=\"ecu\"}")
        .forEach((second, value) -> watts.put(Instant.ofEpochSecond(second), value.intValue()));
    return watts;
  }

  @Test
  void everyValueHasItsPlace() throws Exception {
    house.ecu.answer("/cgi-bin/parameters", Answer.page(House.PAGE));

    assertThat(house.once(keys()).exitCode()).isZero();

    assertThat(server().values(place() + "_inverter_voltage{inverter=\"407000000001\"}"))
        .containsExactly(Map.entry(1749978616L, 234.0));
    assertThat(server().values(place() + "_channel_power{channel=\"A\"}"))
        .containsExactly(Map.entry(1749978616L, 120.0));
    assertThat(server().values(place() + "_channel_power{channel=\"B\"}")).isEmpty();
  }

  @Test
  void theCheckSaysThatReadingsAreTaken() throws Exception {
    assertThat(house.check(keys()).out())
        .contains("✓ influxdb.url: readings are taken at " + server().url());
  }
}
