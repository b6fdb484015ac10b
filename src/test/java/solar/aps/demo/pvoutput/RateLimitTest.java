package solar.aps.demo.pvoutput;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import solar.aps.demo.SettableClock;
import solar.aps.demo.web.Answer;
import solar.aps.demo.web.Web;

/** How many requests the simulated PVOutput takes in an hour. */
class RateLimitTest {
  private static final String STATUS = "d=20260620&t=10:00&v2=1";
  private static final String NEXT_HOUR = "1781956800";

  private final SettableClock clock =
      new SettableClock(Instant.parse("2026-06-20T11:40:00Z"), ZoneId.of("Asia/Kolkata"));
  @AutoClose private final Owner owner = new Owner(clock);
  private final SimulatedPvOutput pvOutput = owner.pvOutput();

  @Test
  void sixtyRequestsAnHourAreTakenAtTheStart() throws Exception {
    for (int request = 1; request <= 60; request++) {
      assertThat(owner.status(STATUS).statusCode()).isEqualTo(200);
    }
    HttpResponse<String> refused = owner.status(STATUS);

    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.body()).isEqualTo("Forbidden 403: Exceeded 60 requests per hour");
    assertThat(pvOutput.history()).hasSize(60);
  }

  @Test
  void theBudgetIsWholeAgainAtTheTopOfTheHour() throws Exception {
    pvOutput.limit(1, true);
    owner.status(STATUS);
    clock.pass(Duration.ofMinutes(19));
    assertThat(owner.status(STATUS).statusCode()).isEqualTo(403);

    clock.pass(Duration.ofMinutes(1));
    assertThat(owner.status(STATUS).statusCode()).isEqualTo(200);
    assertThat(owner.status(STATUS).statusCode()).isEqualTo(403);
  }

  @Test
  void requestsThatAreRefusedCountAndAreRefusedForTheLimitFirst() throws Exception {
    pvOutput.limit(3, true);
    HttpResponse<String> stranger = stranger();
    owner.status("d=never");
    owner.batch("20260620,10:00,,1");

    assertThat(stranger.statusCode()).isEqualTo(401);
    assertThat(stranger().body()).isEqualTo("Forbidden 403: Exceeded 3 requests per hour");
    assertThat(owner.batch("20260620,10:05,,1").statusCode()).isEqualTo(403);
    assertThat(pvOutput.statuses()).containsOnlyKeys("20260620 10:00");
  }

  @Test
  void requestsThatGetAnAnswerItWasToldCountToo() throws Exception {
    pvOutput.limit(2, true);
    pvOutput.answer(Answer.status(500, "Internal error"));

    assertThat(told(asking())).isEqualTo(left("1"));
    assertThat(asking().statusCode()).isEqualTo(500);
    assertThat(asking().statusCode()).isEqualTo(500);
    pvOutput.answerNormally();
    assertThat(asking().statusCode()).isEqualTo(403);
  }

  @Test
  void aSpentBudgetTakesNothing() throws Exception {
    pvOutput.limit(0, true);

    assertThat(asking().body()).isEqualTo("Forbidden 403: Exceeded 0 requests per hour");
    assertThat(pvOutput.history()).isEmpty();
  }

  @Test
  void answersTellWhatIsLeftToThoseWhoAsk() throws Exception {
    pvOutput.limit(2, true);

    assertThat(List.of(told(asking()), told(asking()), told(asking())))
        .containsExactly(left("1"), left("0"), left("0"));
    assertThat(told(owner.status(STATUS))).isEmpty();
  }

  @Test
  void lookingIsFreeAndTellsWhatIsLeft() throws Exception {
    pvOutput.limit(2, true);
    asking();

    assertThat(told(Web.send(owner.to("getsystem.jsp").header("X-Rate-Limit", "1").build())))
        .isEqualTo(left("1"));
  }

  @Test
  void theHeadersCanBeMissing() throws Exception {
    pvOutput.limit(1, false);

    assertThat(told(asking())).isEmpty();
    HttpResponse<String> refused = asking();
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(told(refused)).isEmpty();
  }

  private HttpResponse<String> asking() throws Exception {
    return Web.send(
        owner
            .to("addstatus.jsp")
            .header("X-Rate-Limit", "1")
            .POST(BodyPublishers.ofString(STATUS))
            .build());
  }

  private HttpResponse<String> stranger() throws Exception {
    return Web.send(owner.stranger("addstatus.jsp").POST(BodyPublishers.ofString(STATUS)).build());
  }

  private static Map<String, String> told(HttpResponse<String> answer) {
    return answer.headers().map().entrySet().stream()
        .filter(header -> header.getKey().startsWith("x-rate-limit"))
        .collect(Collectors.toMap(Map.Entry::getKey, header -> header.getValue().get(0)));
  }

  private static Map<String, String> left(String remaining) {
    return Map.of(
        "x-rate-limit-remaining", remaining,
        "x-rate-limit-limit", "2",
        "x-rate-limit-reset", NEXT_HOUR);
  }
}
