package solar.aps.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import solar.aps.json.SummaryJson;

class DeadLetterFolderTest {
  private static final OffsetDateTime NOON = OffsetDateTime.parse("2025-06-15T12:00:00+02:00");

  @TempDir Path folder;

  @Test
  void aLetterThatTheDiskDoesNotTakeIsToldOfAllTheSame() throws Exception {
    List<DeadLetter> told = new ArrayList<>();
    Path file = Files.createFile(folder.resolve("file"));
    DeadLetterFolder letters =
        new DeadLetterFolder(file.resolve("below"), new SummaryJson()::mapper, told::add);
    DeadLetter letter = new DeadLetter(NOON, "ecu", "why", null, null, null);

    assertThatThrownBy(() -> letters.keep(letter)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> letters.keepForReplay(letter)).isInstanceOf(IOException.class);

    assertThat(told).as("what can be replayed is not given up yet").containsExactly(letter);
  }

  @Test
  void theNewest200AreKept() throws Exception {
    DeadLetterFolder letters =
        new DeadLetterFolder(folder, new SummaryJson()::mapper, letter -> {});

    for (int i = 0; i < 205; i++) {
      letters.keep(new DeadLetter(NOON.plusSeconds(i), "ecu", "why", null, null, null));
    }

    assertThat(names())
        .hasSize(200)
        .startsWith("2025-06-15T12-00-05.000-ecu.json")
        .endsWith("2025-06-15T12-03-24.000-ecu.json");
  }

  @Test
  void filesOfOthersAreLeftAlone() throws Exception {
    Path notes = Files.writeString(folder.resolve("0-notes.json"), "mine");
    DeadLetterFolder letters =
        new DeadLetterFolder(folder, new SummaryJson()::mapper, letter -> {});

    for (int i = 0; i < 201; i++) {
      letters.keep(new DeadLetter(NOON.plusSeconds(i), "ecu", "why", null, null, null));
    }

    assertThat(notes).hasContent("mine");
  }

  @Test
  void aLetterThatCanBeReplayedIsKeptHoweverOldItIsByTheClock() throws Exception {
    DeadLetterFolder letters =
        new DeadLetterFolder(folder, new SummaryJson()::mapper, letter -> {});

    letters.keepForReplay(new DeadLetter(NOON.minusDays(91), "pvoutput", "old", null, null, null));
    letters.keepForReplay(
        new DeadLetter(NOON.plusYears(20), "pvoutput", "clock", null, null, null));
    for (int i = 0; i < 201; i++) {
      letters.keep(new DeadLetter(NOON.plusSeconds(i), "ecu", "why", null, null, null));
      letters.keepForReplay(
          new DeadLetter(NOON.plusSeconds(i), "pvoutput", "refused", null, null, null));
    }

    assertThat(names().stream().filter(name -> name.endsWith(".replay.json")))
        .hasSize(1 + 201)
        .startsWith("2025-03-16T12-00-00.000-pvoutput.replay.json");
    assertThat(folder.resolve("2045-06-15T12-00-00.000-pvoutput.replay.json")).exists();
  }

  @Test
  void lettersKeepToASizeTooAndTheNewestAlwaysStays() throws Exception {
    DeadLetterFolder letters =
        new DeadLetterFolder(folder, new SummaryJson()::mapper, letter -> {});
    String page = "x".repeat(30 << 20);

    for (int i = 0; i < 3; i++) {
      letters.keep(new DeadLetter(NOON.plusSeconds(i), "ecu", "why", null, page, null));
    }

    assertThat(names())
        .containsExactly("2025-06-15T12-00-01.000-ecu.json", "2025-06-15T12-00-02.000-ecu.json");
  }

  @Test
  void twoLettersOfOneMomentAreBothKept() throws Exception {
    DeadLetterFolder letters =
        new DeadLetterFolder(folder, new SummaryJson()::mapper, letter -> {});

    letters.keep(new DeadLetter(NOON, "ecu", "first", null, null, null));
    letters.keep(new DeadLetter(NOON, "ecu", "second", null, null, null));

    assertThat(names())
        .containsExactly("2025-06-15T12-00-00.000-ecu-2.json", "2025-06-15T12-00-00.000-ecu.json");
  }

  private List<String> names() throws Exception {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.startsWith("2025"))
          .sorted()
          .toList();
    }
  }
}
