package solar.aps.demo.pvoutput;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import solar.aps.demo.web.Web;

/** Which statuses the simulated PVOutput takes one by one. */
class AddStatusTest {
  /** In Sydney it is the 21st already: 01:12 local. */
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-20T14:12:00Z"), ZoneId.of("Australia/Sydney"));

  @AutoClose private final Owner owner = new Owner(CLOCK);
  private final SimulatedPvOutput pvOutput = owner.pvOutput();

  @Test
  void aPowerOfZeroIsStored() throws Exception {
    owner.status("d=20261121&t=01:10&v2=0");

    assertThat(pvOutput.statuses()).containsEntry("20261121 01:10", Map.of("v2", "0"));
  }

  @ParameterizedTest
  @CsvSource({
    "5, 01:12, 20261121 01:10",
    "5, 01:13, 20261121 01:15",
    "10, 01:04, 20261121 01:00",
    "10, 00:55, 20261121 01:00",
    "15, 01:07, 20261121 01:00",
    "15, 01:08, 20261121 01:15",
    "15, 23:59, 20261122 00:00",
  })
  void aTimeIsRoundedToTheNearestSlotOfTheSystem(int minutes, String time, String slot)
      throws Exception {
    pvOutput.statusInterval(minutes);
    owner.status("d=20261121&v2=1&t=" + time);

    assertThat(pvOutput.statuses()).containsOnlyKeys(slot);
  }

  @Test
  void theFieldsMayComeInTheQuery() throws Exception {
    assertThat(owner.post("addstatus.jsp?d=20261121&t=01:10&v2=7", "").body())
        .isEqualTo("OK 200: Added Status");
    assertThat(pvOutput.statuses()).containsEntry("20261121 01:10", Map.of("v2", "7"));
  }

  @Test
  void aSlotThatItDislikesIsRefusedInTheWordsItWasToldAndTheOthersAreTaken() throws Exception {
    pvOutput.refuse("20261121 01:10", "Bad request 400: Moon Powered");

    HttpResponse<String> refused = owner.status("d=20261121&t=01:10&v2=1");
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body()).isEqualTo("Bad request 400: Moon Powered");
    assertThat(owner.status("d=20261121&t=01:05&v2=1").statusCode()).isEqualTo(200);
    assertThat(pvOutput.statuses()).containsOnlyKeys("20261121 01:05");
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
        "d=20260822&t=23:55&v2=1           | Date is older than 90 days [20260822]",
        "d=20261121&t=01:10                | Missing energy and power values",
        "d=20261121&t=01:10&v2=&v5=20.0    | Missing energy and power values",
        "d=20261121&t=01:10&v2=4.5         | Could not read v2 [4.5]",
        "d=20261121&t=01:10&v2=-4          | Could not read v2 [-4]",
        "d=20261121&t=01:10&v2=null        | Could not read v2 [null]",
        "d=20261121&t=01:10&v2=1&v6=230,5  | Could not read v6 [230,5]",
        "d=20261121&t=01:10&v2=1&v11=NaN   | Could not read v11 [NaN]",
      })
  void aBadStatusIsRefusedWithTheReason(String form, String reason) throws Exception {
    HttpResponse<String> answer = owner.status(form);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).isEqualTo("Bad request 400: " + reason);
    assertThat(pvOutput.statuses()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"d=20260823&t=00:00&v2=1", "d=20261121&t=01:10&v1=1", "d=20261121&t=01:10&v4=1"})
  void whatIsJustGoodEnoughIsStored(String form) throws Exception {
    assertThat(owner.status(form).body()).isEqualTo("OK 200: Added Status");
    assertThat(pvOutput.statuses()).hasSize(1);
  }

  @Test
  void aBodyThatIsNotAFormIsRefused() throws Exception {
    HttpResponse<String> answer =
        Web.send(
            owner
                .to("addstatus.jsp")
                .setHeader("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{}"))
                .build());

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body())
        .isEqualTo("Bad request 400: Could not read the body, content type is [application/json]");
  }
}
