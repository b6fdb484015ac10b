package solar.aps.generation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StaleRowsTest {
  private static final ZonedDateTime NOON =
      LocalDateTime.parse("2025-06-15T12:00:00").atZone(ZoneId.of("Europe/Berlin"));

  private final StaleRows rows = new StaleRows(Duration.ofMinutes(15), Map.of());

  @Test
  void aTimeThatStandsStillForTheMaximumAgeMakesTheRowMissing() {
    assertThat(wattsAt(NOON, "2025-06-15T11:58:00")).isEqualTo(44);
    assertThat(wattsAt(NOON.plusMinutes(14), "2025-06-15T11:58:00")).isEqualTo(44);

    EcuReading stale = blank(NOON.plusMinutes(15), "2025-06-15T11:58:00");

    assertThat(stale.panels()).containsExactly(panel("2025-06-15T11:58:00").missing());
    assertThat(stale.warnings())
        .containsExactly(
            "1 of 1 rows are stale and count as missing: the reporting time of P stands at"
                + " 2025-06-15 11:58");
  }

  @Test
  void aTimeThatAdvancesKeepsTheRowHoweverWrongTheEcusClock() {
    for (int i = 0; i < 20; i++) {
      String anHourOff = NOON.plusMinutes(5L * i - 60).toLocalDateTime().toString();
      assertThat(wattsAt(NOON.plusMinutes(5L * i), anHourOff)).isEqualTo(44);
    }
  }

  @Test
  void aRowThatAdvancesAgainIsBack() {
    wattsAt(NOON, "2025-06-15T11:58:00");
    assertThat(wattsAt(NOON.plusMinutes(20), "2025-06-15T11:58:00")).isNull();

    assertThat(wattsAt(NOON.plusMinutes(25), "2025-06-15T12:23:00")).isEqualTo(44);
  }

  @Test
  void theHourThatComesTwiceInAutumnIsAnAdvance() {
    ZonedDateTime three =
        ZonedDateTime.parse("2025-10-26T02:58:00+02:00[Europe/Berlin]"); // summer time
    wattsAt(three, "2025-10-26T02:58:00");

    assertThat(wattsAt(three.plusMinutes(5), "2025-10-26T02:03:00")).isEqualTo(44);
    assertThat(wattsAt(three.plusMinutes(10), "2025-10-26T02:08:00")).isEqualTo(44);
  }

  @Test
  void aTimeMoreThanADayBehindIsStaleAtFirstSight() {
    assertThat(wattsAt(NOON, "2025-06-14T12:00:00")).isEqualTo(44);
    assertThat(wattsAt(NOON, "2025-06-14T11:59:59")).isNull();
  }

  @Test
  void aRowWithoutATimeIsNeverStale() {
    wattsAt(NOON, null);

    assertThat(wattsAt(NOON.plusDays(1), null)).isEqualTo(44);
  }

  @Test
  void afterTheClockIsSetBackAFrozenTimeCountsOnceMoreForTheMaximumAge() {
    wattsAt(NOON.plusHours(9), "2025-06-15T11:58:00");

    assertThat(wattsAt(NOON, "2025-06-15T11:58:00")).isEqualTo(44);
    assertThat(wattsAt(NOON.plusMinutes(14), "2025-06-15T11:58:00")).isEqualTo(44);
    assertThat(wattsAt(NOON.plusMinutes(15), "2025-06-15T11:58:00")).isNull();
    assertThat(wattsAt(NOON.plusHours(9), "2025-06-15T11:58:00")).isNull();
  }

  @Test
  void aSightingInTheFutureIsForgottenAlsoWhenAnEarlierRunLeftIt() {
    StaleRows restarted =
        new StaleRows(
            Duration.ofMinutes(15),
            Map.of(
                "P",
                new StaleRows.Sighting(
                    LocalDateTime.parse("2025-06-15T11:58:00"), NOON.plusDays(400).toInstant())));

    restarted.blank(reading(NOON, "2025-06-15T11:58:00"));

    assertThat(restarted.sightings().get("P").since()).isEqualTo(NOON.toInstant());
  }

  @Test
  void aClockThatJumpsAheadForDaysAndBackMakesNoFrozenTimeFresh() {
    wattsAt(NOON, "2025-06-15T11:58:00");
    assertThat(wattsAt(NOON.plusDays(3), "2025-06-15T11:58:00")).isNull();

    assertThat(wattsAt(NOON.plusMinutes(20), "2025-06-15T11:58:00")).isNull();
  }

  @Test
  void whileTheClockIsDaysAheadAllIsStaleAndAsSoonAsItIsRightAgainAllIsFresh() {
    assertThat(wattsAt(NOON.plusDays(3), "2025-06-15T11:58:00")).isNull();
    assertThat(wattsAt(NOON.plusDays(3).plusMinutes(5), "2025-06-15T12:03:00")).isNull();

    assertThat(wattsAt(NOON.plusMinutes(6), "2025-06-15T12:03:00")).isEqualTo(44);
    assertThat(wattsAt(NOON.plusMinutes(21), "2025-06-15T12:03:00")).isNull();
  }

  @Test
  void aClockThatIsDaysBehindStillTellsWhatAdvancesFromWhatStandsStill() {
    ZonedDateTime behind = NOON.minusDays(3);

    assertThat(wattsAt(behind, "2025-06-15T11:58:00")).isEqualTo(44);
    assertThat(wattsAt(behind.plusMinutes(14), "2025-06-15T12:03:00")).isEqualTo(44);
    assertThat(wattsAt(behind.plusMinutes(29), "2025-06-15T12:03:00")).isNull();
  }

  @Test
  void theHourThatComesTwiceInAutumnIsNoSetBack() {
    ZonedDateTime summer = ZonedDateTime.parse("2025-10-26T02:50:00+02:00[Europe/Berlin]");
    wattsAt(summer, "2025-10-26T02:48:00");

    ZonedDateTime winter = summer.plusMinutes(15);
    assertThat(winter.toLocalTime()).hasToString("02:05");
    assertThat(wattsAt(winter, "2025-10-26T02:48:00")).isNull();
  }

  private Integer wattsAt(ZonedDateTime now, String reportedAt) {
    return blank(now, reportedAt).panels().get(0).watts();
  }

  private EcuReading blank(ZonedDateTime now, String reportedAt) {
    return rows.blank(reading(now, reportedAt));
  }

  private static EcuReading reading(ZonedDateTime now, String reportedAt) {
    return new EcuReading("http://ecu/page", now, List.of(panel(reportedAt)), List.of());
  }

  private static PanelReading panel(String reportedAt) {
    return new PanelReading(
        "P", 44, 50.0, 230.0, 23.0, reportedAt == null ? null : LocalDateTime.parse(reportedAt));
  }
}
