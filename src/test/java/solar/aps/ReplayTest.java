package solar.aps;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import solar.aps.demo.web.Answer;

/** Any letter of any sink can be replayed, each on its own. */
class ReplayTest {
  @TempDir Path folder;
  private House house;
  private Path letters;
  private Path readings;

  @BeforeEach
  void build() throws IOException {
    house = new House(folder);
    house.shows(120);
    letters = folder.resolve("dead-letter");
    readings = folder.resolve("below/readings.jsonl");
  }

  @AfterEach
  void tearDown() {
    house.close();
  }

  private String[] settings(String... more) {
    return Stream.concat(
            Stream.of("ecu.max-age", "0", "json-file.path", readings.toString()), Stream.of(more))
        .toArray(String[]::new);
  }

  private Path onlyLetter() throws IOException {
    try (Stream<Path> files = Files.list(letters)) {
      List<Path> all = files.toList();
      assertThat(all).hasSize(1);
      return all.get(0);
    }
  }

  @Test
  void aReadingThatAFileCouldNotTake() throws Exception {
    Files.createFile(readings.getParent());
    assertThat(house.once(settings()).exitCode()).isEqualTo(3);
    Files.delete(readings.getParent());

    assertThat(house.replay(letters, settings()))
        .containsExactly("json-file: 1 letter taken", "1 letter replayed, 0 not");

    assertThat(Files.readString(readings)).contains("\"timestamp\":\"2025-06-15T11:10:16\"");
    assertThat(house.letters()).isEmpty();
  }

  @Test
  void aReadingThatASinkInYamlCouldNotTake() throws Exception {
    Path sinks = Files.createDirectory(folder.resolve("sinks"));
    Files.writeString(
        sinks.resolve("out.yaml"),
        """
        - route:
            id: sink-out
            group: sink
            from:
              uri: direct:sink-out
              steps:
                - setBody: {simple: "${body.timestampText} ${body.totalWattsForOutput}"}
                - to: "file:%s?fileName=out.txt&fileExist=Append&autoCreate=false&startingDirectoryMustExist=true"
        """
            .formatted(folder.resolve("out")));
    String[] settings = settings("sinks.dir", sinks.toString());
    Files.createFile(folder.resolve("out"));
    assertThat(house.once(settings).exitCode()).isEqualTo(3);
    Files.delete(folder.resolve("out"));
    Files.createDirectory(folder.resolve("out"));

    assertThat(house.replay(letters, settings)).contains("out: 1 letter taken");

    assertThat(folder.resolve("out/out.txt")).hasContent("2025-06-15T11:10:16 120");
    assertThat(house.letters()).isEmpty();
  }

  @Test
  void aReadingThatNeverGotAStatus() throws Exception {
    String[] publish = settings("pvoutput.publish", "true");
    try (House.Service owner = house.service(publish)) {
      owner.deliver();
      assertThat(house.once(publish).exitCode()).as("the outbox is another's").isEqualTo(4);
    }
    assertThat(house.letters().get(0).get("what").textValue()).isEqualTo("pvoutput");
    house.clock.pass(Duration.ofHours(3));

    assertThat(house.replay(letters, publish))
        .containsExactly(
            "pvoutput: 1 letter back in the outbox of %s; the next start sends what waits there"
                .formatted(folder.resolve("data")),
            "1 letter replayed, 0 not");

    assertThat(house.outbox()).containsExactly("2025-06-15T11-10.json");
    assertThat(house.letters()).isEmpty();
    try (House.Service service = house.service(publish)) {
      service.deliver();
    }
    assertThat(house.pvOutput.statuses()).containsOnlyKeys("20250615 11:10");
  }

  @Test
  void aLetterWhoseSinkFailsAgainStaysAndMakesNoOther() throws Exception {
    Files.createFile(readings.getParent());
    house.once(settings());
    Path letter = onlyLetter();

    List<String> report = house.replay(letters, settings());

    assertThat(report).hasSize(2).last().isEqualTo("0 letters replayed, 1 not");
    assertThat(report.get(0)).startsWith(letter + ": ").contains("Check json-file.path");
    assertThat(onlyLetter()).isEqualTo(letter);
  }

  @Test
  void aLetterOfASinkThatIsSwitchedOffStays() throws Exception {
    Files.createFile(readings.getParent());
    house.once(settings());

    assertThat(house.replay(letters).get(0))
        .contains("there is no sink json-file now; switch it on in the settings");
    assertThat(house.letters()).hasSize(1);
  }

  @Test
  void eachLetterOfAFolderIsOnItsOwn() throws Exception {
    house.pvOutput.answer(Answer.status(400, "Bad request 400: Moon Powered"));
    String[] publish = settings("pvoutput.publish", "true");
    try (House.Service service = house.service(publish)) {
      for (int i = 0; i < 3; i++) {
        service.poll();
        house.clock.pass(Duration.ofMinutes(5));
      }
      house.ecu.answer("/cgi-bin/parameters", Answer.status(500, ""));
      service.poll();
    }
    Path torn = letters.resolve("2025-06-15T11-00-00.000-pvoutput.replay.json");
    Files.writeString(torn, "{\"when\":\"2025-06-15T11:0");
    Path empty = Files.createFile(letters.resolve("2025-06-15T11-00-00.001-pvoutput.replay.json"));
    Path other = letters.resolve("2025-06-15T11-00-00.002-pvoutput.replay.json");
    Files.writeString(other, "{\"what\":\"pvoutput\",\"body\":{\"slot\":\"2025-06-15T11:00\"}}");

    List<String> report = house.replay(letters, publish);

    assertThat(report).hasSize(6);
    assertThat(report.get(0)).startsWith(torn + ": it is no whole dead letter");
    assertThat(report.get(1)).startsWith(empty + ": it is no whole dead letter");
    assertThat(report.get(2)).startsWith(other + ": it holds no whole status");
    assertThat(report.get(3)).startsWith("pvoutput: 3 letters back in the outbox of ");
    assertThat(report.get(4)).isEqualTo("1 letter without a reading stays to be looked into");
    assertThat(report.get(5)).isEqualTo("3 letters replayed, 3 not");
    assertThat(house.outbox()).hasSize(3);
  }

  @Test
  void aFileThatIsNotThereAndOneThatHoldsNoReadingAreNamed() throws Exception {
    house.ecu.answer("/cgi-bin/parameters", Answer.status(500, ""));
    house.once();

    assertThat(house.replay(folder.resolve("nothing.json")).get(0))
        .contains("it cannot be read (")
        .contains("no such file or folder");
    assertThat(house.replay(onlyLetter()).get(0)).contains("it holds no reading");
  }
}
