package solar.aps;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** Asks the program's port as a browser would. */
record Browser(int port) {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  /**
   * @param headers names and values
   */
  HttpResponse<String> get(String path, String... headers) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  /** What is there, which is JSON. */
  JsonNode json(String path) throws Exception {
    HttpResponse<String> answer = get(path);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return json(answer);
  }

  static JsonNode json(HttpResponse<String> answer) throws IOException {
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
    return new ObjectMapper().readTree(answer.body());
  }

  /** The words of a refusal. */
  String problem(int status, String path) throws Exception {
    HttpResponse<String> answer = get(path);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    return json(answer).get("problem").textValue();
  }
}
