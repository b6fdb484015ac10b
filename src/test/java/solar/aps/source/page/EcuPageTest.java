package solar.aps.source.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import solar.aps.generation.EcuReading;
import solar.aps.generation.PanelReading;

class EcuPageTest {
  private static final String SOURCE = "http://192.0.2.1/index.php/realtimedata";
  private static final ZonedDateTime TAKEN_AT =
      ZonedDateTime.of(2025, 3, 2, 11, 47, 0, 0, ZoneId.of("Europe/Berlin"));
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .build();

  /** The content of {@code expected.json}. */
  record Expected(List<PanelReading> panels, List<String> warnings) {}

  static Stream<Path> readPages() {
    return Pages.all().filter(folder -> Files.exists(folder.resolve("expected.json")));
  }

  static Stream<Path> refusedPages() {
    return Pages.all().filter(folder -> Files.exists(folder.resolve("expected-error.txt")));
  }

  @ParameterizedTest
  @MethodSource("readPages")
  void thePageGivesWhatItsFolderExpects(Path folder) throws Exception {
    Expected expected = JSON.readValue(folder.resolve("expected.json").toFile(), Expected.class);
    EcuReading reading = read(Pages.bytes(folder));
    assertThat(reading.panels()).containsExactlyElementsOf(expected.panels());
    assertThat(reading.warnings()).containsExactlyElementsOf(expected.warnings());
  }

  @ParameterizedTest
  @MethodSource("refusedPages")
  void thePageIsRefusedInTheWordsOfItsFolder(Path folder) throws Exception {
    String expected = Files.readString(folder.resolve("expected-error.txt")).strip();
    byte[] page = Pages.bytes(folder);
    assertThatExceptionOfType(EcuPageException.class)
        .isThrownBy(() -> read(page))
        .withMessage(expected);
  }

  @Test
  void everyFolderOfPagesSaysWhatItExpects() {
    assertThat(Pages.all().toList())
        .hasSizeGreaterThan(40)
        .hasSize((int) (readPages().count() + refusedPages().count()));
  }

  @Test
  void theReadingSaysWhereAndWhenItWasTaken() throws Exception {
    EcuReading reading = read(Pages.bytes("form-a-cgi"));
    assertThat(reading.source()).isEqualTo(SOURCE);
    assertThat(reading.takenAt()).isEqualTo(TAKEN_AT);
  }

  @Test
  void aPageOfOneMebibyteIsReadAndALargerOneIsRefused() throws Exception {
    byte[] page = Pages.bytes("form-a-cgi");
    byte[] largest = Arrays.copyOf(page, 1024 * 1024);
    Arrays.fill(largest, page.length, largest.length, (byte) ' ');
    assertThat(read(largest).panels()).hasSize(4);
    assertThatExceptionOfType(EcuPageException.class)
        .isThrownBy(() -> read(Arrays.copyOf(largest, 1024 * 1024 + 1)))
        .withMessage(
            "The page is too large: found 1048577 bytes, expected at most 1048576. "
                + "Check that ecu.host and ecu.path lead to the ECU.");
  }

  @Test
  void aByteOrderMarkIsNoPartOfThePage() throws Exception {
    byte[] page = Pages.bytes("form-c-night");
    byte[] marked = new byte[page.length + 3];
    System.arraycopy(new byte[] {(byte) 0xef, (byte) 0xbb, (byte) 0xbf}, 0, marked, 0, 3);
    System.arraycopy(page, 0, marked, 3, page.length);
    assertThat(read(marked).panels()).isEqualTo(read(page).panels());
  }

  @Test
  void aPageInCapitalsIsReadToo() throws Exception {
    byte[] page = Pages.bytes("form-a-cgi");
    String capitals =
        new String(page, StandardCharsets.UTF_8)
            .replace("<table", "<TABLE")
            .replace("</table", "</TABLE")
            .replace("<tr", "<TR")
            .replace("<td", "<TD");
    assertThat(read(capitals.getBytes(StandardCharsets.UTF_8)).panels())
        .isEqualTo(read(page).panels());
  }

  @Test
  void elevenOddRowsAreTenWarningsAndACount() throws Exception {
    String page =
        "<table><tr><td>Inverter ID<td>Current Power<td>Grid Voltage<tr><td>1<td>5 W<td>230 V"
            + "<tr><td>note".repeat(11)
            + "</table>";

    assertThat(read(page.getBytes(StandardCharsets.UTF_8)).warnings())
        .hasSize(11)
        .startsWith(
            "Row 2 under the header is skipped: found only \"note\", expected a panel that no"
                + " earlier row shows.")
        .endsWith("and 1 more like these on the page");
  }

  @Test
  void noArgumentMayBeNull() {
    byte[] page = Pages.bytes("form-a-cgi");
    assertThatNullPointerException().isThrownBy(() -> EcuPage.read(null, SOURCE, TAKEN_AT));
    assertThatNullPointerException().isThrownBy(() -> EcuPage.read(page, null, TAKEN_AT));
    assertThatNullPointerException().isThrownBy(() -> EcuPage.read(page, SOURCE, null));
  }

  private static EcuReading read(byte[] page) throws EcuPageException {
    return EcuPage.read(page, SOURCE, TAKEN_AT);
  }
}
