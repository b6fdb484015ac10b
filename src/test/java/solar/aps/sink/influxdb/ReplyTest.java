package solar.aps.sink.influxdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import solar.aps.outbox.Answer;
import solar.aps.outbox.Answer.Verdict;

/** What becomes of a reading after an answer. The words are those of the servers. */
class ReplyTest {
  @Test
  void onlyANo204IsASuccess() {
    assertThat(reply(204, "").answer().verdict()).isEqualTo(Verdict.TAKEN);
    assertThat(reply(200, "").answer().verdict()).isEqualTo(Verdict.LATER);
    assertThat(reply(202, "{\"results\":[]}").answer().verdict()).isEqualTo(Verdict.LATER);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          400 | partial write: field type conflict: input field "power" on measurement "aps_system" is type float, already exists as type integer dropped=1
          400 | partial write: points beyond retention policy dropped=3
          400 | unable to parse 'x': missing fields
          422 | failure writing points to database: partial write: points beyond retention policy dropped=1
          400 | partial write of line protocol occurred: invalid column type for column 'power', expected iox::column_type::field::integer, got iox::column_type::field::float
          400 | parsing failed for write_lp endpoint: No fields were provided
          400 | write buffer error: parsing for line protocol failed
          400 | failed to parse line protocol: errors encountered on line(s)
          400 | remoteAddr: "10.0.0.1:4"; requestURI: /write?db=aps; incorrect influx line "x": cannot find Whitespace I in "x"
          413 | Request Entity Too Large
          """)
  void whatIsSaidOfALineIsSaidForGood(int status, String said) {
    Answer answer = reply(status, said).answer();

    assertThat(answer.verdict()).isEqualTo(Verdict.NEVER);
    assertThat(answer.words()).contains("HTTP " + status + " " + said);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          400 | database is required
          400 | retention policy not found: "autogen"
          400 | invalid precision; valid precision units are ns, us, ms, and s
          400 | failed to deserialize org/bucket/precision in request: unknown variant
          400 | Authorization header was malformed, the request was not in the form of 'Authorization: <auth-scheme> <token>'
          400 | invalid character in database name: must be ASCII, containing only letters, numbers, underscores, or hyphens
          400 | Client sent an HTTP request to an HTTPS server.
          400 | remoteAddr: "10.0.0.1:4"; requestURI: /x/write?db=aps; unsupported path requested: "/x/write"
          400 | remoteAddr: "10.0.0.1:4"; requestURI: /parse/write?db=parsing+failed; unsupported path requested: "/parse/write"
          400 | ''
          401 | authorization failed
          401 | unable to parse authentication credentials
          401 | ''
          403 | "n" user is not authorized to write to database "aps"
          403 | ''
          404 | database not found: "aps"
          404 | bucket "aps" not found
          405 | Method Not Allowed
          422 | Adding a new database would exceed limit of 5 databases
          422 | partial write of line protocol occurred: Update to schema would exceed number of tables per database limit of 2000 tables
          400 | partial write: max-values-per-tag limit exceeded (100000/100000): measurement="aps_channel" tag="inverter" dropped=1
          """)
  void whatIsSaidOfThePlaceOrOfUsWaitsForTheSettings(int status, String said) {
    Answer answer = reply(status, said).answer();

    assertThat(answer.verdict()).isEqualTo(Verdict.SETTINGS);
    assertThat(answer.words())
        .startsWith("InfluxDB refuses the settings (" + ("HTTP " + status + " " + said).strip())
        .contains("; check ");
  }

  @ParameterizedTest
  @CsvSource({"429", "500", "502", "503", "504", "408"})
  void aServerInTroubleIsWaitedForAsLongAsItAsks(int status) {
    Answer answer = new Reply(status, "busy", false, "", Duration.ofMinutes(3)).answer();

    assertThat(answer)
        .isEqualTo(
            Answer.later(
                "InfluxDB takes nothing now (HTTP " + status + " busy)", Duration.ofMinutes(3)));
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 400, 403, 404, 422})
  void aPageForPeopleIsNoAnswerOfADatabase(int status) {
    Answer answer =
        new Reply(status, "<html>unable to parse: log in", true, "", Duration.ZERO).answer();

    assertThat(answer.verdict()).isEqualTo(Verdict.LATER);
    assertThat(answer.words()).startsWith("something else than InfluxDB answered (HTTP " + status);
  }

  @Test
  void aProxyThatAsksForAPasswordIsAboutTheSettings() {
    assertThat(new Reply(401, "<html>", true, "", Duration.ZERO).answer().verdict())
        .isEqualTo(Verdict.SETTINGS);
  }

  @Test
  void aRedirectSaysWhereTo() {
    Answer answer = new Reply(301, "to https://influx.lan/write", true, "", Duration.ZERO).answer();

    assertThat(answer.verdict()).isEqualTo(Verdict.LATER);
    assertThat(answer.words()).contains("(HTTP 301 to https://influx.lan/write)");
  }

  @Test
  void aStatusThatIsInTheWordsIsNotRepeated() {
    assertThat(reply(404, "404 page not found").answer().words())
        .contains("(HTTP 404 page not found)");
  }

  private static Reply reply(int status, String said) {
    return new Reply(status, said, false, "", Duration.ZERO);
  }
}
