package solar.aps.demo.pvoutput;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import solar.aps.demo.web.Answer;
import solar.aps.demo.web.Faults;
import solar.aps.demo.web.Web;

class SimulatedPvOutputTest {
  /** In Sydney it is the 21st already: 01:12 local. */
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-20T14:12:00Z"), ZoneId.of("Australia/Sydney"));

  @AutoClose private final Owner owner = new Owner(CLOCK);
  private final SimulatedPvOutput pvOutput = owner.pvOutput();

  @Test
  void aGoodStatusIsStoredUnderItsSlot() throws Exception {
    HttpResponse<String> answer =
        owner.status("d=20261121&t=01%3A12&v2=472&v5=-2.5&v6=234.0&v11=50.01");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("OK 200: Added Status");
    assertThat(answer.headers().firstValue("Content-Type"))
        .contains("text/plain;charset=ISO-8859-1");
    assertThat(pvOutput.statuses())
        .containsExactly(
            entry(
                "20261121 01:10",
                Map.of("v2", "472", "v5", "-2.5", "v6", "234.0", "v11", "50.01")));
  }

  @Test
  void theSameSlotAgainReplacesWhatWasThere() throws Exception {
    owner.status("d=20261121&t=01:10&v2=100&v6=230.0");
    owner.status("d=20261121&t=01:11&v2=200");

    assertThat(pvOutput.statuses()).containsExactly(entry("20261121 01:10", Map.of("v2", "200")));
  }

  @Test
  void theHistoryKeepsWhatALaterStatusReplaced() throws Exception {
    owner.status("d=20261121&t=01:10&v2=100");
    owner.status("d=20261121&t=01:05&v2=50");
    owner.status("d=20261121&t=01:10&v2=200");

    assertThat(pvOutput.history())
        .containsExactly(
            new StoredStatus("20261121 01:10", Map.of("v2", "100")),
            new StoredStatus("20261121 01:05", Map.of("v2", "50")),
            new StoredStatus("20261121 01:10", Map.of("v2", "200")));
  }

  @Test
  void statusesAreListedFromTheEarliest() throws Exception {
    owner.status("d=20261121&t=01:10&v2=1");
    owner.status("d=20261120&t=23:55&v2=2");

    assertThat(pvOutput.statuses().keySet()).containsExactly("20261120 23:55", "20261121 01:10");
  }

  @Test
  void aWrongOrMissingKeyIsRefused() throws Exception {
    HttpResponse<String> wrong =
        Web.send(statusTo(owner.to("addstatus.jsp")).setHeader("X-Pvoutput-Apikey", "x").build());
    HttpResponse<String> missing =
        Web.send(
            statusTo(owner.stranger("addstatus.jsp"))
                .header("X-Pvoutput-SystemId", Owner.SYSTEM)
                .build());

    assertThat(wrong.statusCode()).isEqualTo(401);
    assertThat(wrong.body()).isEqualTo("Unauthorized 401: Invalid API Key");
    assertThat(missing.body()).isEqualTo(wrong.body());
    assertThat(pvOutput.statuses()).isEmpty();
  }

  @Test
  void aWrongOrMissingSystemIdIsRefused() throws Exception {
    HttpResponse<String> wrong =
        Web.send(
            statusTo(owner.to("addstatus.jsp"))
                .setHeader("X-Pvoutput-SystemId", "My Roof")
                .build());
    HttpResponse<String> missing =
        Web.send(
            statusTo(owner.stranger("addstatus.jsp"))
                .header("X-Pvoutput-Apikey", Owner.KEY)
                .build());

    assertThat(wrong.statusCode()).isEqualTo(401);
    assertThat(wrong.body()).isEqualTo("Unauthorized 401: Invalid System ID");
    assertThat(missing.body()).isEqualTo(wrong.body());
    assertThat(pvOutput.statuses()).isEmpty();
  }

  @Test
  void aRequestThatBreaksOffIsNotTaken() throws Exception {
    String head =
        String.join(
            "\r\n",
            "POST /service/r2/addstatus.jsp HTTP/1.0",
            "X-Pvoutput-Apikey: " + Owner.KEY,
            "X-Pvoutput-SystemId: " + Owner.SYSTEM,
            "Content-Type: application/x-www-form-urlencoded",
            "Content-Length: 26",
            "",
            "");
    try (Socket socket = new Socket(pvOutput.url().getHost(), pvOutput.url().getPort())) {
      socket.getOutputStream().write((head + "d=20261121&t=01:10&v2=47").getBytes(ISO_8859_1));
      socket.shutdownOutput();
      socket.getInputStream().readAllBytes();
    }

    assertThat(pvOutput.history()).isEmpty();
  }

  @Test
  void otherPathsAndMethodsAreNotFound() throws Exception {
    assertThat(owner.post("addoutput.jsp", "d=20261121").statusCode()).isEqualTo(404);
    assertThat(owner.get("addstatus.jsp").statusCode()).isEqualTo(404);
    assertThat(pvOutput.statuses()).isEmpty();
  }

  @Test
  void aRequestIsKeptAsItCameWithHeadersInAnyCase() throws Exception {
    owner.status("d=20261121&t=01%3A10&v2=1");

    assertThat(pvOutput.requests())
        .singleElement()
        .satisfies(
            request -> {
              assertThat(request.method()).isEqualTo("POST");
              assertThat(request.path()).isEqualTo("/service/r2/addstatus.jsp");
              assertThat(request.headers().get("x-pvoutput-APIKEY")).containsExactly(Owner.KEY);
              assertThat(request.form())
                  .containsExactly(entry("d", "20261121"), entry("t", "01:10"), entry("v2", "1"));
              assertThat(request.toString()).doesNotContain(Owner.KEY).contains("v2=1");
            });
  }

  @Test
  void itGivesTheAnswerItWasToldUntilItIsToldToAnswerNormally() throws Exception {
    pvOutput.answer(Answer.status(400, "Bad request 400: Load in progress"));
    assertThat(owner.status("d=20261121&t=01:10&v2=1").body())
        .isEqualTo("Bad request 400: Load in progress");
    assertThat(pvOutput.statuses()).isEmpty();
    assertThat(pvOutput.requests()).hasSize(1);

    pvOutput.answerNormally();
    assertThat(owner.status("d=20261121&t=01:10&v2=1").body()).isEqualTo("OK 200: Added Status");
    assertThat(pvOutput.statuses()).hasSize(1);
  }

  @Test
  void whatIsStoredMayGetNoAnswer() throws Exception {
    pvOutput.answerNormallyBut(answer -> Faults.disconnect());

    assertThatThrownBy(() -> owner.status("d=20261121&t=01:10&v2=1"))
        .isInstanceOf(IOException.class);
    assertThat(pvOutput.statuses()).containsOnlyKeys("20261121 01:10");
  }

  private HttpRequest.Builder statusTo(HttpRequest.Builder request) {
    return request.POST(BodyPublishers.ofString("d=20261121&t=01:10&v2=1"));
  }
}
