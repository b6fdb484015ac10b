package solar.aps;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import solar.aps.demo.web.Answer;
import solar.aps.servers.InfluxDb;

/** The sink for the line protocol, with a real InfluxDB 1. */
class InfluxDbServersIT extends DurableSinkCases<InfluxDb> {
  @Override
  InfluxDb startServer() throws Exception {
    InfluxDb server = new InfluxDb();
    server.start();
    server.createUser();
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
        place,
        "influxdb.username",
        InfluxDb.USER,
        "influxdb.password",
        InfluxDb.PASSWORD);
  }

  @Override
  String passwordKey() {
    return "influxdb.password";
  }

  @Override
  String refusal() {
    return "authorization failed";
  }

  @Override
  void prepare(String place) throws Exception {
    server().createDatabase(place);
  }

  @Override
  Map<Instant, Integer> stored(String place) throws Exception {
    Map<Instant, Integer> watts = new HashMap<>();
    for (List<String> row : server().rows(place, "SELECT power FROM aps_system")) {
      watts.put(Instant.ofEpochSecond(Long.parseLong(row.get(0))), Integer.valueOf(row.get(1)));
    }
    return watts;
  }

  @Test
  void everyValueHasItsPlaceAndAWholeNumberIsAFloat() throws Exception {
    house.ecu.answer("/cgi-bin/parameters", Answer.page(House.PAGE));
    house.once(keys());
    house.ecu.answer("/cgi-bin/parameters", Answer.page(House.PAGE.replace("234&", "234.5&")));
    house.clock.pass(java.time.Duration.ofMinutes(5));

    assertThat(house.once(keys()).exitCode()).isZero();

    assertThat(server().rows(place(), "SELECT inverter, voltage, temperature FROM aps_inverter"))
        .containsExactly(
            List.of("1749978616", "407000000001", "234", "50"),
            List.of("1749978916", "407000000001", "234.5", "50"));
    assertThat(server().rows(place(), "SELECT channel, power FROM aps_channel"))
        .containsExactly(List.of("1749978616", "A", "120"), List.of("1749978916", "A", "120"));
    assertThat(house.letters()).isEmpty();
  }

  @Test
  void theCheckSaysThatReadingsAreTaken() throws Exception {
    assertThat(house.check(keys()).out())
        .contains("✓ influxdb.url: readings are taken at " + server().url());
  }
}
