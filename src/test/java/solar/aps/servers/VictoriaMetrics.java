package solar.aps.servers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A VictoriaMetrics that asks for a password. */
public final class VictoriaMetrics extends RealServer {
  public static final String USER = "aps";

  /** With what must be escaped somewhere on its way. */
  public static final String PASSWORD = "vm pa55&w+rd%/'\"x";

  private final HttpClient client = HttpClient.newHttpClient();

  public VictoriaMetrics() throws Exception {
    super("VictoriaMetrics");
  }

  @Override
  List<String> command() {
    return List.of(
        program("/usr/bin/victoria-metrics", "/usr/local/bin/victoria-metrics"),
        "-httpListenAddr=127.0.0.1:" + port(),
        "-storageDataPath=" + folder().resolve("data"),
        "-retentionPeriod=100y",
        "-httpAuth.username=" + USER,
        "-httpAuth.password=" + PASSWORD);
  }

  @Override
  boolean isUp() throws Exception {
    try {
      return get("/metrics").statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  /** Its address. */
  public String url() {
    return "http://127.0.0.1:" + port();
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    String login = USER + ":" + PASSWORD;
    return client.send(
        HttpRequest.newBuilder(URI.create(url() + path))
            .header(
                "Authorization",
                "Basic "
                    + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  /** It writes its memory to the disk from time to time. */
  @Override
  public boolean keepsWhatItTook() {
    return false;
  }

  @Override
  public void write() throws Exception {
    if (accepts()) {
      // a snapshot is made of what is on the disk
      get("/snapshot/create");
      get("/snapshot/delete_all");
    }
  }

  /** The values of one series by their time in seconds of Unix time. */
  public Map<Long, Double> values(String series) throws Exception {
    // what it has taken can be seen from then on
    get("/internal/force_flush");
    String body =
        get("/api/v1/export?match[]=" + URLEncoder.encode(series, StandardCharsets.UTF_8)).body();
    Map<Long, Double> values = new TreeMap<>();
    try (MappingIterator<JsonNode> lines =
        new ObjectMapper().readerFor(JsonNode.class).readValues(body)) {
      for (JsonNode line : lines.readAll()) {
        for (int i = 0; i < line.get("values").size(); i++) {
          values.put(
              line.get("timestamps").get(i).longValue() / 1000,
              line.get("values").get(i).doubleValue());
        }
      }
    }
    return values;
  }
}
