package solar.aps.sink.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import solar.aps.storage.MemoryFile;

class MemoryTest {
  private static final Known KNOWN =
      new Known(
          Map.of(
              "roof",
              new KnownEcu(
                  Set.of(Component.of(Measure.POWER), Component.of(Measure.ENERGY_TOTAL)),
                  new EnergyTotal(
                      new BigDecimal("4321.500"),
                      new BigDecimal("-12.000"),
                      Instant.parse("2025-06-15T10:00:00Z")),
                  LocalDate.of(2025, 6, 15)),
              "barn",
              KnownEcu.NEW),
          Map.of(
              "407000000001",
              new KnownInverter(
                  "roof",
                  Set.of(Component.of(Measure.ONLINE), new Component(Measure.POWER, "A_1")),
                  LocalDate.of(2025, 6, 14),
                  3)),
          Set.of("aps-solar/roof/408/online"));

  @TempDir Path folder;

  private Path file() {
    return folder.resolve("mqtt");
  }

  private Memory memory() {
    return new Memory(new MemoryFile(file(), true));
  }

  @Test
  void whatIsKeptIsKnownAgain() {
    memory().keep("abc12", KNOWN);

    assertThat(memory().known()).isEqualTo(KNOWN);
    assertThat(memory().word()).contains("abc12");
  }

  @Test
  void beforeThereIsAFileNothingIsKnown() {
    assertThat(memory().known()).isEqualTo(Known.NOTHING);
    assertThat(memory().word()).isEmpty();
  }

  @Test
  void aLineThatIsNotUnderstoodSpoilsItselfOnly() throws Exception {
    memory().keep("abc12", KNOWN);
    Files.writeString(
        file(),
        "word\nword UPPER CASE\necu\necu attic x y z\ninverter 1 roof 2025-99-99 0\n\u0000\n"
            + Files.readString(file())
            + "inverter 2 roof\nleftover\nsomething else\n");

    assertThat(memory().known()).isEqualTo(KNOWN);
    assertThat(memory().word()).contains("abc12");
  }

  @ParameterizedTest
  @EnumSource(Measure.class)
  void everyComponentIsFoundByItsId(Measure measure) {
    Component component = Component.of(measure);

    assertThat(Component.parse(component.id())).contains(component);
    assertThat(Component.parse(measure.key() + "s")).isEmpty();
  }
}
