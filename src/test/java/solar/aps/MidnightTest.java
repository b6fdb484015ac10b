package solar.aps;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import solar.aps.demo.web.Faults;

/** The last second of a day and the first of the next, with PVOutput there and away. */
class MidnightTest {
  @TempDir Path folder;
  private House house;

  @AfterEach
  void tearDown() {
    house.close();
  }

  /** A zone, the last second of a day in it, and the days of that second and the next. */
  static Stream<Arguments> midnights() {
    return Stream.of(
        Arguments.of("Europe/Berlin", "2025-06-15T23:59:59", "2025-06-15", "2025-06-16"),
        Arguments.of("Europe/Berlin", "2025-12-31T23:59:59", "2025-12-31", "2026-01-01"),
        Arguments.of("Europe/Berlin", "2027-02-28T23:59:59", "2027-02-28", "2027-03-01"),
        Arguments.of("Europe/Berlin", "2028-02-28T23:59:59", "2028-02-28", "2028-02-29"),
        Arguments.of("Europe/Berlin", "2028-02-29T23:59:59", "2028-02-29", "2028-03-01"),
        Arguments.of("Australia/Lord_Howe", "2025-10-04T23:59:59", "2025-10-04", "2025-10-05"),
        Arguments.of("Asia/Kolkata", "2025-12-31T23:59:59", "2025-12-31", "2026-01-01"),
        Arguments.of("America/St_Johns", "2028-02-29T23:59:59", "2028-02-29", "2028-03-01"));
  }

  @ParameterizedTest
  @MethodSource("midnights")
  void theLastSecondBelongsToItsDay(
      ZoneId zone, LocalDateTime lastSecond, String day, String nextDay) throws Exception {
    try (House.Service service = serviceAt(lastSecond, zone)) {
      poll(service, 59);
      assertThat(house.pvOutput.statuses()).containsOnlyKeys(slot(day, "23:55"));
      house.clock.pass(Duration.ofSeconds(1));
      poll(service, 60);
    }

    checkStored(day, nextDay);
  }

  @ParameterizedTest
  @MethodSource("midnights")
  void theLastSecondBelongsToItsDayOverAnOutage(
      ZoneId zone, LocalDateTime lastSecond, String day, String nextDay) throws Exception {
    try (House.Service service = serviceAt(lastSecond, zone)) {
      house.pvOutput.answer(Faults.disconnect());
      poll(service, 59);
      house.clock.pass(Duration.ofSeconds(1));
      poll(service, 60);
      assertThat(house.outbox()).containsExactly(day + "T23-55.json", nextDay + "T00-00.json");
      house.pvOutput.answerNormally();
      house.clock.pass(Duration.ofMinutes(15));
      service.deliver();
    }

    checkStored(day, nextDay);
  }

  private House.Service serviceAt(LocalDateTime time, ZoneId zone) throws Exception {
    house = new House(folder, time.atZone(zone).toInstant(), zone);
    return house.service(
        "time-zone", zone.getId(),
        "pvoutput.publish", "true",
        "ecu.max-age", "0",
        "console.format", "none");
  }

  private void poll(House.Service service, int watts) throws Exception {
    house.shows(watts);
    service.poll();
  }

  private static String slot(String day, String time) {
    return day.replace("-", "") + " " + time;
  }

  private void checkStored(String day, String nextDay) throws IOException {
    assertThat(house.pvOutput.statuses())
        .containsOnlyKeys(slot(day, "23:55"), slot(nextDay, "00:00"));
    assertThat(house.pvOutput.statuses().get(slot(day, "23:55"))).containsEntry("v2", "59");
    assertThat(house.pvOutput.statuses().get(slot(nextDay, "00:00"))).containsEntry("v2", "60");
    assertThat(house.outbox()).isEmpty();
    assertThat(house.letters()).isEmpty();
  }
}
