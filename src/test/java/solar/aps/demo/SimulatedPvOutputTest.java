package solar.aps.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SimulatedPvOutputTest {
  private static final String KEY = "a-key-of-the-test";
  private static final String SYSTEM = "4711";
  private static final String FORM_TYPE = "application/x-www-form-urlencoded";

  /** In Sydney it is the 21st already: 01:12 local. */
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-20T14:12:00Z"), ZoneId.of("Australia/Sydney"));

  private SimulatedPvOutput pvOutput;

  @BeforeEach
  void start() throws IOException {
    pvOutput = SimulatedPvOutput.start(CLOCK, KEY, SYSTEM);
  }

  @AfterEach
  void close() {
    pvOutput.close();
  }

  @Test
  void aGoodStatusIsStoredUnderItsSlot() throws Exception {
    HttpResponse<String> answer = post("d=20261121&t=01%3A12&v2=472&v5=-2.5&v6=234.0&v11=50.01");

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
  void aPowerOfZeroIsStored() throws Exception {
    post("d=20261121&t=01:10&v2=0");

    assertThat(pvOutput.statuses()).containsEntry("20261121 01:10", Map.of("v2", "0"));
  }

  @Test
  void theSameSlotAgainReplacesWhatWasThere() throws Exception {
    post("d=20261121&t=01:10&v2=100&v6=230.0");
    post("d=20261121&t=01:14&v2=200");

    assertThat(pvOutput.statuses()).containsExactly(entry("20261121 01:10", Map.of("v2", "200")));
  }

  @Test
  void statusesAreListedFromTheEarliest() throws Exception {
    post("d=20261121&t=01:10&v2=1");
    post("d=20261120&t=23:55&v2=2");

    assertThat(pvOutput.statuses().keySet()).containsExactly("20261120 23:55", "20261121 01:10");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "t=01:10&v2=1                      | Missing date or time",
        "d=20261121&v2=1                   | Missing date or time",
        "d=20261121&t=&v2=1                | Missing date or time",
        "d=20261131&t=01:10&v2=1           | Invalid Date [20261131]",
        "d=2026-11-21&t=01:10&v2=1         | Invalid Date [2026-11-21]",
        "d=%zz&t=01:10&v2=1                | Invalid Date [%zz]",
        "d=20261121&t=24:00&v2=1           | Invalid Time [24:00]",
        "d=20261121&t=1:10am&v2=1          | Invalid Time [1:10am]",
        "d=20261122&t=00:00&v2=1           | Date is in the future [20261122]",
        "d=20261106&t=23:55&v2=1           | Date is older than 14 days [20261106]",
        "d=20261121&t=01:10                | Missing energy and power values",
        "d=20261121&t=01:10&v2=&v5=20.0    | Missing energy and power values",
        "d=20261121&t=01:10&v2=4.5         | Could not read v2 [4.5]",
        "d=20261121&t=01:10&v2=-4          | Could not read v2 [-4]",
        "d=20261121&t=01:10&v2=null        | Could not read v2 [null]",
        "d=20261121&t=01:10&v2=1&v6=230,5  | Could not read v6 [230,5]",
        "d=20261121&t=01:10&v2=1&v11=NaN   | Could not read v11 [NaN]",
      })
  void aBadStatusIsRefusedWithTheReason(String form, String reason) throws Exception {
    HttpResponse<String> answer = post(form);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).isEqualTo("Bad request 400: " + reason);
    assertThat(pvOutput.statuses()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"d=20261107&t=00:00&v2=1", "d=20261121&t=01:10&v1=1", "d=20261121&t=01:10&v4=1"})
  void whatIsJustGoodEnoughIsStored(String form) throws Exception {
    assertThat(post(form).body()).isEqualTo("OK 200: Added Status");
    assertThat(pvOutput.statuses()).hasSize(1);
  }

  @Test
  void aWrongOrMissingKeyIsRefused() throws Exception {
    HttpResponse<String> wrong = Web.send(status().setHeader("X-Pvoutput-Apikey", "x").build());
    HttpResponse<String> missing =
        Web.send(statusTo("addstatus.jsp").header("X-Pvoutput-SystemId", SYSTEM).build());

    assertThat(wrong.statusCode()).isEqualTo(401);
    assertThat(wrong.body()).isEqualTo("Unauthorized 401: Invalid API Key");
    assertThat(missing.body()).isEqualTo(wrong.body());
    assertThat(pvOutput.statuses()).isEmpty();
  }

  @Test
  void aWrongOrMissingSystemIdIsRefused() throws Exception {
    HttpResponse<String> wrong =
        Web.send(status().setHeader("X-Pvoutput-SystemId", "My Roof").build());
    HttpResponse<String> missing =
        Web.send(statusTo("addstatus.jsp").header("X-Pvoutput-Apikey", KEY).build());

    assertThat(wrong.statusCode()).isEqualTo(401);
    assertThat(wrong.body()).isEqualTo("Unauthorized 401: Invalid System ID");
    assertThat(missing.body()).isEqualTo(wrong.body());
    assertThat(pvOutput.statuses()).isEmpty();
  }

  @Test
  void aBodyThatIsNotAFormIsRefused() throws Exception {
    HttpResponse<String> answer =
        Web.send(status().setHeader("Content-Type", "application/json").build());

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body())
        .isEqualTo("Bad request 400: Could not read the body, content type is [application/json]");
  }

  @Test
  void otherPathsAndMethodsAreNotFound() throws Exception {
    HttpRequest elsewhere =
        statusTo("addoutput.jsp")
            .header("X-Pvoutput-Apikey", KEY)
            .header("X-Pvoutput-SystemId", SYSTEM)
            .build();

    assertThat(Web.send(elsewhere).statusCode()).isEqualTo(404);
    assertThat(Web.get(pvOutput.url() + "/service/r2/addstatus.jsp").statusCode()).isEqualTo(404);
    assertThat(pvOutput.statuses()).isEmpty();
  }

  @Test
  void aRequestIsKeptAsItCameWithHeadersInAnyCase() throws Exception {
    post("d=20261121&t=01%3A10&v2=1");

    assertThat(pvOutput.requests())
        .singleElement()
        .satisfies(
            request -> {
              assertThat(request.method()).isEqualTo("POST");
              assertThat(request.path()).isEqualTo("/service/r2/addstatus.jsp");
              assertThat(request.headers().get("x-pvoutput-APIKEY")).containsExactly(KEY);
              assertThat(request.form())
                  .containsExactly(entry("d", "20261121"), entry("t", "01:10"), entry("v2", "1"));
              assertThat(request.toString()).doesNotContain(KEY).contains("v2=1");
            });
  }

  @Test
  void itGivesTheAnswerItWasToldUntilItIsToldToAnswerNormally() throws Exception {
    pvOutput.answer(Answer.status(400, "Bad request 400: Load in progress"));
    assertThat(post("d=20261121&t=01:10&v2=1").body())
        .isEqualTo("Bad request 400: Load in progress");
    assertThat(pvOutput.statuses()).isEmpty();
    assertThat(pvOutput.requests()).hasSize(1);

    pvOutput.answerNormally();
    assertThat(post("d=20261121&t=01:10&v2=1").body()).isEqualTo("OK 200: Added Status");
    assertThat(pvOutput.statuses()).hasSize(1);
  }

  private HttpResponse<String> post(String form) throws Exception {
    return Web.send(status().POST(BodyPublishers.ofString(form)).build());
  }

  /** A request that is taken as it is. */
  private HttpRequest.Builder status() {
    return statusTo("addstatus.jsp")
        .header("X-Pvoutput-Apikey", KEY)
        .header("X-Pvoutput-SystemId", SYSTEM);
  }

  private HttpRequest.Builder statusTo(String page) {
    return HttpRequest.newBuilder(pvOutput.url().resolve("/service/r2/" + page))
        .header("Content-Type", FORM_TYPE)
        .POST(BodyPublishers.ofString("d=20261121&t=01:10&v2=1"));
  }
}
