package solar.aps.servers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** An InfluxDB 1 that asks for a password, with no database. */
public final class InfluxDb extends RealServer {
  public static final String USER = "aps";

  /** With what must be escaped somewhere on its way; a quote ends it in InfluxDB's own language. */
  public static final String PASSWORD = "influx pa55&w+rd%/x";

  private final HttpClient client = HttpClient.newHttpClient();
  private final ObjectMapper mapper = new ObjectMapper();
  private final Path settings;

  public InfluxDb() throws Exception {
    super("InfluxDB");
    settings =
        Files.writeString(
            folder().resolve("influxdb.conf"),
            """
            reporting-disabled = true
            bind-address = "127.0.0.1:%d"
            [meta]
              dir = "%2$s/meta"
            [data]
              dir = "%2$s/data"
              wal-dir = "%2$s/wal"
            [http]
              bind-address = "127.0.0.1:%3$d"
              auth-enabled = true
            [monitor]
              store-enabled = false
            """
                .formatted(freePort(), folder(), port()));
  }

  @Override
  List<String> command() {
    return List.of(
        program("/usr/bin/influxd", "/usr/sbin/influxd", "/usr/local/bin/influxd"),
        "-config",
        settings.toString());
  }

  @Override
  boolean isUp() throws Exception {
    try {
      return client
              .send(
                  HttpRequest.newBuilder(URI.create(url() + "/ping")).build(),
                  HttpResponse.BodyHandlers.discarding())
              .statusCode()
          == 204;
    } catch (IOException e) {
      return false;
    }
  }

  /** Its address. */
  public String url() {
    return "http://127.0.0.1:" + port();
  }

  /** Makes the user, after the first start. */
  public void createUser() throws Exception {
    query("", "CREATE USER " + USER + " WITH PASSWORD '" + PASSWORD + "' WITH ALL PRIVILEGES");
  }

  /** Makes a database. */
  public void createDatabase(String name) throws Exception {
    query("", "CREATE DATABASE " + name);
  }

  private JsonNode query(String database, String text) throws Exception {
    HttpResponse<String> answer =
        client.send(
            HttpRequest.newBuilder(
                    URI.create(
                        "%s/query?db=%s&epoch=s&u=%s&p=%s&q=%s"
                            .formatted(url(), database, USER, encoded(PASSWORD), encoded(text))))
                .POST(HttpRequest.BodyPublishers.noBody())
                .build(),
            HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException(text + ": " + answer.body());
    }
    return mapper.readTree(answer.body());
  }

  /** The rows of a query of one measurement, each value as its text. */
  public List<List<String>> rows(String database, String text) throws Exception {
    List<List<String>> rows = new ArrayList<>();
    for (JsonNode row : query(database, text).at("/results/0/series/0/values")) {
      List<String> values = new ArrayList<>();
      row.forEach(value -> values.add(value.asText()));
      rows.add(values);
    }
    return rows;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
