package solar.aps;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import solar.aps.demo.web.Answer;

/** The file that gets a JSON line a reading, and folders that cannot be written. */
class JsonFileTest {
  @TempDir Path folder;
  private House house;

  @BeforeEach
  void build() throws IOException {
    house = new House(folder);
    house.ecu.answer("/cgi-bin/parameters", Answer.page(House.PAGE));
  }

  @AfterEach
  void tearDown() {
    house.close();
  }

  @Test
  void theDateInTheNameIsTheLocalDateAndMissingFoldersAreMade() throws Exception {
    house.once("json-file.path", folder.resolve("a/b/readings-{date}.jsonl").toString());

    assertThat(folder.resolve("a/b/readings-2025-06-15.jsonl"))
        .hasContent(
            "{\"source\":\"http://%s/cgi-bin/parameters\",".formatted(house.ecu.host())
                + "\"timestamp\":\"2025-06-15T11:10:16\",\"received_count\":1,"
                + "\"expected_count\":null,\"total_watts_raw\":120,\"total_watts_estimated\":null,"
                + "\"total_watts_for_output\":120,\"avg_volt_v\":234.0,\"avg_temp_c\":50.0,"
                + "\"avg_freq_hz\":50.1,\"scaled_due_to_missing\":false,"
                + "\"panels\":{\"407000000001-A\":120,\"407000000001-B\":null}}\n");
  }

  @Test
  void aFolderThatCannotBeMadeFailsTheRunWith3AndKeepsTheReading() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));

    House.Run run = house.once("json-file.path", file.resolve("readings.jsonl").toString());

    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.out()).contains("407000000001-A: 120 W");
    assertThat(house.letters()).hasSize(1);
    assertThat(house.letters().get(0).get("what").textValue()).isEqualTo("json-file");
    assertThat(house.letters().get(0).get("cause").textValue())
        .contains("readings.jsonl cannot be written")
        .contains("Check json-file.path");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aDiskThatIsFullFailsTheRunWith3() throws Exception {
    Path full = Files.createSymbolicLink(folder.resolve("full.jsonl"), Path.of("/dev/full"));

    assertThat(house.once("json-file.path", full.toString()).exitCode()).isEqualTo(3);
  }

  @Test
  void aDeadLetterThatCannotBeKeptHoldsUpNothing() throws Exception {
    Path notAFolder = folder.resolve("dead");
    house.ecu.answer("/cgi-bin/parameters", Answer.status(500, ""));

    try (House.Service service = house.service("dead-letter.dir", notAFolder.toString())) {
      Files.createFile(notAFolder);
      assertThat(service.poll()).isEmpty();
      house.ecu.answer("/cgi-bin/parameters", Answer.page(House.PAGE));

      assertThat(service.poll()).isPresent();
      assertThat(service.out()).contains("407000000001-A: 120 W");
    }
  }

  @Test
  void aSinkFailureThatCannotBeKeptIsStillAFailure() throws Exception {
    Path notAFolder = folder.resolve("dead");

    try (House.Service service =
        house.service(
            "dead-letter.dir", notAFolder.toString(),
            "json-file.path", folder.resolve("dead/readings.jsonl").toString())) {
      Files.createFile(notAFolder);

      assertThat(service.poll().orElseThrow().failures()).hasSize(1);
    }
  }
}
