package solar.aps;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import solar.aps.demo.web.Faults;
import solar.aps.flow.CycleOutcome;

/** What is odd in the outbox, or cannot be used, holds nothing else up. */
class OddOutboxTest {
  private static final DateTimeFormatter FILE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH-mm'.json'");

  @TempDir Path folder;
  private House house;
  private Path outbox;

  @BeforeEach
  void build() throws IOException {
    house = new House(folder);
    house.shows(120);
    outbox = folder.resolve("data/outbox/pvoutput");
  }

  @AfterEach
  void tearDown() {
    house.close();
  }

  private House.Service service() throws Exception {
    return house.service("pvoutput.publish", "true", "ecu.max-age", "0", "console.format", "none");
  }

  private static void status(Path file, String slot, String more) throws IOException {
    Files.writeString(
        file,
        "{\"slot\":\"%s\",\"taken_at\":\"2025-06-15T08:15:00Z\",\"values\":{\"v2\":\"7\"%s}}"
            .formatted(slot, more));
  }

  /** Polls, and finds this reading and the good neighbour stored. */
  private void assertThatEverythingElseGoesOn() throws Exception {
    try (House.Service service = service()) {
      CycleOutcome outcome = service.poll().orElseThrow();
      assertThat(outcome.failures()).isEmpty();
      assertThat(outcome.delivered("pvoutput")).isTrue();
    }
    assertThat(house.pvOutput.statuses()).containsOnlyKeys("20250615 10:15", "20250615 11:10");
    assertThat(house.letters()).isEmpty();
  }

  private void goodNeighbour() throws IOException {
    Files.createDirectories(outbox);
    status(outbox.resolve("2025-06-15T10-15.json"), "2025-06-15T10:15", "");
  }

  @Test
  void aFolderNamedLikeAStatusIsLeftAlone() throws Exception {
    goodNeighbour();
    Path odd = Files.createDirectory(outbox.resolve("2025-06-15T10-10.json"));
    Files.createFile(odd.resolve("mine"));

    assertThatEverythingElseGoesOn();

    assertThat(odd.resolve("mine")).exists();
  }

  @Test
  void aFolderNamedLikeAnUnfinishedFileIsLeftAlone() throws Exception {
    goodNeighbour();
    Path full = Files.createDirectory(outbox.resolve("2025-06-15T10-10.json.part"));
    Files.createFile(full.resolve("mine"));
    Path empty = Files.createDirectory(outbox.resolve("2025-06-15T10-05.json.part"));

    assertThatEverythingElseGoesOn();

    assertThat(full.resolve("mine")).exists();
    assertThat(empty).exists();
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aFileThatCannotBeReadIsLeftAlone() throws Exception {
    goodNeighbour();
    // not even root can read a link that leads to itself
    Path odd = outbox.resolve("2025-06-15T10-10.json");
    Files.createSymbolicLink(odd, odd.getFileName());

    assertThatEverythingElseGoesOn();

    assertThat(Files.isSymbolicLink(odd)).isTrue();
  }

  @Test
  void aFileOfAnotherNameOrOfAnotherSlotHoldsNothingUp() throws Exception {
    goodNeighbour();
    Files.writeString(outbox.resolve("notes.json"), "mine");
    status(outbox.resolve("2025-06-15T10-05.json"), "2025-06-15T09:00", "");

    assertThatEverythingElseGoesOn();

    assertThat(outbox.resolve("notes.json")).hasContent("mine");
    assertThat(outbox.resolve("2025-06-15T10-05.json.unreadable")).exists();
  }

  @Test
  void aFolderInThePlaceOfTheStatusOfNowDoesNotKeepItFromBeingSent() throws Exception {
    goodNeighbour();
    Path odd = Files.createDirectory(outbox.resolve("2025-06-15T11-10.json"));
    Files.createFile(odd.resolve("mine"));

    assertThatEverythingElseGoesOn();

    assertThat(odd.resolve("mine")).exists();
  }

  @Test
  void aFolderThatCannotBeLockedIsLikeAFullDisk() throws Exception {
    goodNeighbour();
    Path lock = Files.createDirectory(outbox.resolveSibling("pvoutput.lock"));
    try (House.Service service = service()) {
      CycleOutcome first = service.poll().orElseThrow();
      assertThat(first.delivered("pvoutput")).isTrue();
      assertThat(house.pvOutput.statuses()).containsOnlyKeys("20250615 11:10");
      house.pvOutput.answer(Faults.disconnect());
      house.clock.pass(Duration.ofMinutes(5));
      service.poll();
      Files.delete(lock);
      house.clock.pass(Duration.ofMinutes(5));
      service.poll();
      assertThat(house.outbox())
          .as("what was in memory, and what an earlier run left")
          .containsExactly(
              "2025-06-15T10-15.json", "2025-06-15T11-15.json", "2025-06-15T11-20.json");

      house.pvOutput.answerNormally();
      house.clock.pass(Duration.ofMinutes(15));
      service.deliver();
    }

    assertThat(house.pvOutput.statuses())
        .containsOnlyKeys("20250615 10:15", "20250615 11:10", "20250615 11:15", "20250615 11:20");
    assertThat(house.outbox()).isEmpty();
    assertThat(house.letters()).isEmpty();
  }

  @Test
  void whatIsInMemoryOnlyBecomesALetterAtTheEnd() throws Exception {
    Files.createFile(folder.resolve("data"));
    house.pvOutput.answer(Faults.disconnect());

    House.Run run =
        house.once(
            "pvoutput.publish", "true",
            "ecu.max-age", "0",
            "data.dir", folder.resolve("data/below").toString());

    assertThat(run.exitCode()).isEqualTo(4);
    assertThat(house.letters()).hasSize(1);
    assertThat(house.letters().get(0).get("cause").textValue())
        .isEqualTo("not sent before the end, and data.dir could not be written");
    assertThat(house.letters().get(0).at("/body/slot").textValue()).isEqualTo("2025-06-15T11:10");
  }

  @Test
  void aDataFolderThatCannotBeMadeKeepsNothingFromBeingSent() throws Exception {
    Files.createFile(folder.resolve("data"));

    House.Run run =
        house.once(
            "pvoutput.publish", "true",
            "ecu.max-age", "0",
            "data.dir", folder.resolve("data/below").toString());

    assertThat(run.exitCode()).isZero();
    assertThat(house.pvOutput.statuses()).containsOnlyKeys("20250615 11:10");
    assertThat(house.letters()).isEmpty();
  }

  @Test
  void theCheckSeesWhatAStartWouldSee() throws Exception {
    goodNeighbour();
    assertThat(house.check("pvoutput.publish", "true").out())
        .contains("✓ data.dir: " + folder.resolve("data") + " can be written\n");

    Path odd = Files.createDirectory(outbox.resolve("2025-06-15T10-10.json"));
    assertThat(house.check("pvoutput.publish", "true").out())
        .contains("✓ data.dir: ")
        .contains("! data.dir: " + odd + ": it is a folder; it is left alone. Move it away");

    Files.createDirectory(outbox.resolveSibling("pvoutput.lock"));
    House.Run run = house.check("pvoutput.publish", "true");
    assertThat(run.exitCode()).isEqualTo(4);
    assertThat(run.out())
        .contains("✗ data.dir: " + folder.resolve("data") + " cannot be written (")
        .contains(
            outbox.resolveSibling("pvoutput.lock")
                + ": Is a directory). Check its rights, the user");
  }

  @Test
  void anOutboxOfThousandsHoldsTheLiveStatusUpInNoWay() throws Exception {
    Files.createDirectories(outbox);
    LocalDateTime slot = LocalDateTime.parse("2025-05-01T00:00");
    for (int i = 0; i < 300; i++) {
      status(outbox.resolve(FILE.format(slot)), slot.toString(), "");
      slot = slot.plusMinutes(5);
    }
    try (House.Service service = service()) {
      assertThat(service.poll().orElseThrow().delivered("pvoutput")).isTrue();
      for (int i = 0; i < 5; i++) {
        service.deliver();
      }
    }

    assertThat(house.pvOutput.history().get(0).slot())
        .as("what was sent first, of 300 that are too old")
        .isEqualTo("20250615 11:10");
    assertThat(house.outbox()).isEmpty();
    assertThat(house.letters()).hasSize(300);
  }
}
