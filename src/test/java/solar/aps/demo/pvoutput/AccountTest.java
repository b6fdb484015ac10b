package solar.aps.demo.pvoutput;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import solar.aps.demo.web.Web;

/** What the simulated PVOutput allows to donors and to others, and what it shows of the system. */
class AccountTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-06-20T12:00:00Z"), ZoneId.of("Europe/Berlin"));

  @AutoClose private final Owner owner = new Owner(CLOCK);
  private final SimulatedPvOutput pvOutput = owner.pvOutput();

  @ParameterizedTest
  @ValueSource(strings = {"v7", "v8", "v9", "v10", "v11", "v12"})
  void extendedValuesAreForDonors(String field) throws Exception {
    String status = "d=20260620&t=10:00&v2=1&" + field + "=-1.5";
    pvOutput.donor(false);
    HttpResponse<String> refused = owner.status(status);
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.body()).isEqualTo("Forbidden 403: Donation Mode");
    assertThat(pvOutput.history()).isEmpty();

    pvOutput.donor(true);
    assertThat(owner.status(status).statusCode()).isEqualTo(200);
  }

  @Test
  void oneExtendedValueKeepsTheWholeBatchOut() throws Exception {
    pvOutput.donor(false);
    HttpResponse<String> refused = owner.batch("20260620,10:00,,1;20260620,10:05,,1,,,,,,,,,50.0");

    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.body()).isEqualTo("Forbidden 403: Donation Mode");
    assertThat(pvOutput.history()).isEmpty();
  }

  @Test
  void withoutExtendedValuesADonationIsNotNeeded() throws Exception {
    pvOutput.donor(false);

    assertThat(owner.status("d=20260620&t=10:00&v2=1&v5=20.0&v6=230.0&v7=").statusCode())
        .isEqualTo(200);
  }

  @Test
  void withoutADonationFourteenDaysAreTheOldest() throws Exception {
    pvOutput.donor(false);

    assertThat(owner.status("d=20260605&t=23:55&v2=1").body())
        .isEqualTo("Bad request 400: Date is older than 14 days [20260605]");
    assertThat(owner.status("d=20260606&t=00:00&v2=1").statusCode()).isEqualTo(200);
  }

  @Test
  void aReadOnlyKeyAddsNothingButMayLook() throws Exception {
    pvOutput.readOnlyKey(true);

    for (HttpResponse<String> refused :
        List.of(owner.status("d=20260620&t=10:00&v2=1"), owner.batch("20260620,10:00,,1"))) {
      assertThat(refused.statusCode()).isEqualTo(403);
      assertThat(refused.body()).isEqualTo("Forbidden 403: Read only key");
    }
    assertThat(pvOutput.history()).isEmpty();
    assertThat(owner.get("getsystem.jsp").statusCode()).isEqualTo(200);
  }

  @Test
  void theSystemHasSixteenFieldsOfWhichTheLastIsTheInterval() throws Exception {
    assertThat(owner.get("getsystem.jsp").body().split(",")).hasSize(16).endsWith("5");

    pvOutput.statusInterval(15);
    assertThat(owner.post("getsystem.jsp", "").body().split(",")).hasSize(16).endsWith("15");
  }

  @Test
  void theZoneOfTheSystemIsToldWhenAsked() throws Exception {
    assertThat(owner.get("getsystem.jsp?tz=1").body()).endsWith(",5,Europe/Berlin");
    assertThat(owner.post("getsystem.jsp", "tz=1").body()).endsWith(",5,Europe/Berlin");
    assertThat(owner.get("getsystem.jsp?tz=0").body()).endsWith(",5");
  }

  @Test
  void theThirdSectionTellsADonorWhenAsked() throws Exception {
    assertThat(owner.get("getsystem.jsp?donations=1").body()).endsWith(",5;;1");

    pvOutput.donor(false);
    assertThat(owner.get("getsystem.jsp?donations=1&tz=1").body()).endsWith("Europe/Berlin;;0");
  }

  @Test
  void theSystemIsToldToItsOwnerOnly() throws Exception {
    HttpResponse<String> refused = Web.send(owner.stranger("getsystem.jsp").GET().build());

    assertThat(refused.statusCode()).isEqualTo(401);
    assertThat(refused.body()).isEqualTo("Unauthorized 401: Invalid API Key");
  }
}
