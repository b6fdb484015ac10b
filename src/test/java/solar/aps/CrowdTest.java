package solar.aps;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import solar.aps.demo.web.Answer;

/** Many look at the page at once. */
class CrowdTest {
  private static final int CLIENTS = 100;
  private static final int ROUNDS = 60;
  private static final Duration PAUSE = Duration.ofSeconds(10);

  /** A page asks again every ten seconds, and the ECU is read every five minutes. */
  private static final int ROUNDS_A_POLL = 30;

  @TempDir Path folder;

  @Test
  @Timeout(value = 2, unit = TimeUnit.MINUTES)
  void aHundredPagesForTenMinutesHoldUpNoPoll() throws Exception {
    Browser browser = new Browser(ObserveTest.freePort());
    ExecutorService clients = Executors.newFixedThreadPool(16);
    try (House house = new House(folder);
        House.Service service =
            house.service(
                "web.port",
                Integer.toString(browser.port()),
                "pvoutput.publish",
                "yes",
                "ecu.max-age",
                "0")) {
      house.ecu.answer("/cgi-bin/parameters", Answer.page(House.PAGE));
      service.poll();
      String[] tags = new String[CLIENTS];
      int sent = 0;
      for (int round = 1; round <= ROUNDS; round++) {
        house.clock.pass(PAUSE);
        List<Future<HttpResponse<String>>> answers = new ArrayList<>();
        for (int client = 0; client < CLIENTS; client++) {
          String tag = tags[client] == null ? "\"none\"" : tags[client];
          answers.add(clients.submit(() -> browser.get("/api/now", "If-None-Match", tag)));
        }
        if (round % ROUNDS_A_POLL == 0) {
          assertThat(service.poll().orElseThrow().delivered("pvoutput")).isTrue();
        }
        for (int client = 0; client < CLIENTS; client++) {
          HttpResponse<String> answer = answers.get(client).get();
          assertThat(answer.statusCode()).isIn(200, 304);
          sent += answer.statusCode() == 200 ? 1 : 0;
          tags[client] = answer.headers().firstValue("ETag").orElseThrow();
        }
      }
      assertThat(house.pvOutput.statuses()).hasSize(3);
      // at the first look, and some times while a poll goes on
      assertThat(sent).isBetween(CLIENTS, CLIENTS * ROUNDS / 6);
    } finally {
      clients.shutdownNow();
    }
  }
}
