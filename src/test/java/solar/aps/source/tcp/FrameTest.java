package solar.aps.source.tcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import solar.aps.generation.PanelReading;
import solar.aps.source.SourceException;

/** Answers of invented ECUs, and what they mean. */
class FrameTest {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .build();

  static Stream<Path> read() {
    return Frames.read();
  }

  static Stream<Path> refused() {
    return Frames.refused();
  }

  @ParameterizedTest
  @MethodSource("read")
  void theAnswerGivesWhatItsFolderExpects(Path folder) throws Exception {
    byte[] frame = Frames.bytes(folder);
    File expected = folder.resolve("expected.json").toFile();
    if (Frames.isInfo(frame)) {
      assertThat(Frames.info(frame)).isEqualTo(JSON.readValue(expected, EcuInfo.class));
    } else {
      InverterTable table = JSON.readValue(expected, InverterTable.class);
      assertThat(Frames.table(frame).panels()).containsExactlyElementsOf(table.panels());
      assertThat(Frames.table(frame).warnings()).containsExactlyElementsOf(table.warnings());
    }
  }

  @ParameterizedTest
  @MethodSource("refused")
  void theAnswerIsRefusedInTheWordsOfItsFolder(Path folder) throws Exception {
    byte[] frame = Frames.bytes(folder);
    assertThatExceptionOfType(SourceException.class)
        .isThrownBy(() -> Frames.table(frame))
        .withMessage(Files.readString(folder.resolve("expected-error.txt")).strip());
  }

  @Test
  void everyFolderOfAnswersSaysWhatItExpects() {
    assertThat(Frames.all().toList())
        .hasSizeGreaterThan(30)
        .hasSize((int) (Frames.read().count() + Frames.refused().count()));
  }

  @Test
  void theStaleVoltageOfAnOfflineInverterCountsNowhere() throws Exception {
    List<PanelReading> panels =
        Frames.table(Frames.bytes("five-inverters-of-every-known-length")).panels();

    assertThat(panels.stream().map(PanelReading::watts).filter(Objects::nonNull))
        .hasSize(10)
        .satisfies(
            watts -> assertThat(watts.stream().mapToInt(Integer::intValue).sum()).isEqualTo(1295));
    assertThat(panels).extracting(PanelReading::volts).doesNotContain(240.0);
  }

  @Test
  void anInfoThatIsTooShortNamesNoEcu() {
    byte[] tooShort = "APS1100300001216000099001ENDxx\n".getBytes();

    assertThatExceptionOfType(SourceException.class)
        .isThrownBy(() -> Frames.info(tooShort))
        .withMessageStartingWith("the ECU does not say who it is: found the answer 415053");
  }

  @Test
  void onlyCommandsThatReadCanBeSent() {
    assertThat(Stream.of(Command.values()).map(Command::code))
        .containsExactly("0001", "0002", "0003");
    assertThat(Command.INFO.request("")).isEqualTo("APS1100160001END\n");
    assertThat(Command.INVERTERS.request("216000099001"))
        .isEqualTo("APS1100280002216000099001END\n");
    assertThat(Command.CURVE.request("216000099001", "20310506"))
        .isEqualTo("APS1100390003216000099001END20310506END\n");
  }
}
