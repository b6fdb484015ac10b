package solar.aps.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SightingTest {
  @ParameterizedTest
  @CsvSource({
    "216000099001, ECU-R",
    "216200099002, ECU-R-PRO",
    "216300099003, ECU-B",
    "215000099004, ECU-C",
    "203100099005, ECU-3",
    "999900099006, ECU"
  })
  void theModelIsKnownByTheBeginningOfTheId(String id, String model) {
    assertThat(Sighting.ofEcu(id, 4).model()).isEqualTo(model);
  }

  @Test
  void whatOneWayDoesNotTellAnotherMay() {
    Sighting page = Sighting.ofEcu(null, 5);
    Sighting port = Sighting.ofEcu("216200099002", 4);

    assertThat(page.with(port)).isEqualTo(Sighting.of("ECU-R-PRO", "216200099002", 5));
    assertThat(port.with(page)).isEqualTo(port);
  }
}
