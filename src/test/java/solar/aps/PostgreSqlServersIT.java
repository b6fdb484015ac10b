package solar.aps;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.postgresql.Driver;
import solar.aps.demo.web.Answer;
import solar.aps.servers.PostgreSql;

/** The shipped sink for PostgreSQL, with a real one. */
class PostgreSqlServersIT extends DurableSinkCases<PostgreSql> {
  @Override
  PostgreSql startServer() throws Exception {
    PostgreSql server = new PostgreSql();
    server.start();
    return server;
  }

  @Override
  String sink() {
    return "postgresql";
  }

  @Override
  List<Path> jars() {
    return List.of(jar(Driver.class));
  }

  @Override
  Map<String, String> settings(String place) {
    return Map.of(
        "sink.postgresql.url", server().url(),
        "sink.postgresql.user", PostgreSql.USER,
        "sink.postgresql.password", PostgreSql.PASSWORD);
  }

  @Override
  String passwordKey() {
    return "sink.postgresql.password";
  }

  @Override
  String refusal() {
    return "password authentication failed for user \"aps\"";
  }

  @Override
  void prepare(String place) throws Exception {
    server().execute("DROP TABLE IF EXISTS aps_reading, aps_panel");
  }

  @Override
  Map<Instant, Integer> stored(String place) throws Exception {
    Map<Instant, Integer> watts = new HashMap<>();
    for (String row :
        server().rows("SELECT extract(epoch FROM taken_at)::bigint, power_w FROM aps_reading")) {
      String[] values = row.split("\\|");
      watts.put(Instant.ofEpochSecond(Long.parseLong(values[0])), Integer.valueOf(values[1]));
    }
    return watts;
  }

  @Test
  void everyValueHasItsPlaceAndWhatIsNotKnownIsNull() throws Exception {
    house.ecu.answer("/cgi-bin/parameters", Answer.page(House.PAGE));

    assertThat(house.once(keys()).exitCode()).isZero();

    assertThat(server().rows("SELECT * FROM aps_reading"))
        .containsExactly("2025-06-15 09:10:16+00|ecu|120|null|null|1|null");
    assertThat(server().rows("SELECT * FROM aps_panel ORDER BY channel"))
        .containsExactly(
            "2025-06-15 09:10:16+00|ecu|407000000001|A|120|234|50.1|50",
            "2025-06-15 09:10:16+00|ecu|407000000001|B|null|234|50.1|50");
  }

  @Test
  void atNightThePowerIsNot0ButNull() throws Exception {
    house.ecu.answer("/cgi-bin/parameters", Answer.page(House.PAGE.replace(" 120&", " &")));

    house.once(keys());

    assertThat(server().rows("SELECT power_w, panels_received FROM aps_reading"))
        .containsExactly("null|0");
  }

  @Test
  void aReadingThatComesTwiceChangesNothing() throws Exception {
    house.shows(120);

    house.once(keys());
    house.once(keys());

    assertThat(server().rows("SELECT power_w FROM aps_reading")).containsExactly("120");
    assertThat(house.letters()).isEmpty();
  }

  @Test
  void aUserWhoMayNotMakeTheTablesIsTold() throws Exception {
    house.shows(120);
    server().execute("DROP ROLE IF EXISTS guest");
    server().execute("CREATE ROLE guest LOGIN PASSWORD 'guest1234'");
    String[] keys = keys();
    for (int i = 0; i < keys.length; i += 2) {
      keys[i + 1] =
          switch (keys[i]) {
            case "sink.postgresql.user" -> "guest";
            case "sink.postgresql.password" -> "guest1234";
            case "sinks.outbox" -> "";
            default -> keys[i + 1];
          };
    }

    assertThat(house.once(keys).exitCode()).isEqualTo(3);

    assertThat(house.letters().get(0).get("cause").textValue())
        .contains("permission denied for schema public");
  }
}
