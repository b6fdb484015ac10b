package solar.aps.demo.pvoutput;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Many statuses in one request to the simulated PVOutput. */
class AddBatchStatusTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-06-20T12:00:00Z"), ZoneOffset.UTC);

  @AutoClose private final Owner owner = new Owner(CLOCK);
  private final SimulatedPvOutput pvOutput = owner.pvOutput();

  @Test
  void everyRowIsStoredWithItsFieldsAndAnsweredInTheOrderSent() throws Exception {
    HttpResponse<String> answer =
        owner.batch("20260620,10:05,,310,,,21.5,233.0,,,,,50.01;20260620,10:00,1200,300");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("20260620,10:05,1;20260620,10:00,1");
    assertThat(pvOutput.history())
        .containsExactly(
            new StoredStatus(
                "20260620 10:05", Map.of("v2", "310", "v5", "21.5", "v6", "233.0", "v11", "50.01")),
            new StoredStatus("20260620 10:00", Map.of("v1", "1200", "v2", "300")));
  }

  @Test
  void aBatchReplacesWhatASlotHad() throws Exception {
    owner.status("d=20260620&t=10:00&v2=1");
    owner.batch("20260620,10:00,,2");

    assertThat(pvOutput.statuses()).containsExactly(entry("20260620 10:00", Map.of("v2", "2")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "20260620                              | Missing date or time",
        "20260631,10:00,,1                     | Invalid Date [20260631]",
        "20260620,10:00                        | Missing energy and power values",
        "20260620,10:00,,1.5                   | Could not read v2 [1.5]",
        "20260621,00:00,,1                     | Date is in the future [20260621]",
        "20260321,23:55,,1                     | Date is older than 90 days [20260321]",
        "20260620,10:00,1,1,,,,,,,,,,1,1       | Invalid data format [20260620,10:00,1,1,,,,,,,,,,1,1]",
      })
  void oneBadRowFailsTheWholeBatchWithItsReasonAndNothingIsStored(String row, String reason)
      throws Exception {
    HttpResponse<String> answer = owner.batch("20260620,09:55,,1;" + row + ";20260620,10:05,,1");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).isEqualTo("Bad request 400: " + reason);
    assertThat(pvOutput.history()).isEmpty();
  }

  @Test
  void aPoisonRowFailsTheWholeBatchUntilItIsLeftOut() throws Exception {
    pvOutput.refuse("20260620 10:00", "Bad request 400: Power value [9] too high");

    HttpResponse<String> poisoned = owner.batch("20260620,09:55,,1;20260620,10:00,,9");
    assertThat(poisoned.statusCode()).isEqualTo(400);
    assertThat(poisoned.body()).isEqualTo("Bad request 400: Power value [9] too high");
    assertThat(pvOutput.history()).isEmpty();

    assertThat(owner.batch("20260620,09:55,,1").body()).isEqualTo("20260620,09:55,1");
    assertThat(pvOutput.statuses()).containsOnlyKeys("20260620 09:55");
  }

  @Test
  void anIgnoredRowIsAnsweredZeroAndTheOthersAreStored() throws Exception {
    pvOutput.ignore("20260620 10:00");

    HttpResponse<String> answer = owner.batch("20260620,09:55,,1;20260620,10:00,,2");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("20260620,09:55,1;20260620,10:00,0");
    assertThat(pvOutput.statuses()).containsOnlyKeys("20260620 09:55");
  }

  @Test
  void anIgnoredRowIsTakenAlone() throws Exception {
    pvOutput.ignore("20260620 10:00");

    assertThat(owner.status("d=20260620&t=10:00&v2=2").body()).isEqualTo("OK 200: Added Status");
    assertThat(pvOutput.statuses()).containsOnlyKeys("20260620 10:00");
  }

  @ParameterizedTest
  @CsvSource({"false, 30", "true, 100"})
  void aBatchHasAtMostThirtyRowsAndAHundredForDonors(boolean donor, int most) throws Exception {
    pvOutput.donor(donor);

    HttpResponse<String> tooMany = owner.batch(rows(most + 1));
    assertThat(tooMany.statusCode()).isEqualTo(400);
    assertThat(tooMany.body())
        .isEqualTo("Bad request 400: Too many rows [%d], at most %d", most + 1, most);
    assertThat(pvOutput.history()).isEmpty();

    assertThat(owner.batch(rows(most)).statusCode()).isEqualTo(200);
    assertThat(pvOutput.statuses()).hasSize(most);
  }

  @Test
  void aBatchWithoutRowsIsRefused() throws Exception {
    assertThat(owner.batch("").body()).isEqualTo("Bad request 400: Invalid data format, no rows");
    assertThat(owner.post("addbatchstatus.jsp", "").body())
        .isEqualTo("Bad request 400: Invalid data format, no rows");
  }

  private static String rows(int count) {
    return IntStream.range(0, count)
        .mapToObj(row -> "20260620," + LocalTime.MIDNIGHT.plusMinutes(5L * row) + ",,1")
        .collect(Collectors.joining(";"));
  }
}
