package solar.aps.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import solar.aps.generation.EcuReading;

class WarningLogTest {
  private final List<String> logged = new ArrayList<>();
  private final WarningLog log = new WarningLog(logged::add);

  @Test
  void aWarningIsSaidOnceWhileItStaysAndAgainWhenItComesBack() {
    log.log(reading("a"));
    log.log(reading("a", "b"));
    log.log(reading("b"));
    log.log(reading("a", "b"));

    assertThat(logged).containsExactly("a", "b", "a");
  }

  private static EcuReading reading(String... warnings) {
    return new EcuReading("http://ecu/", ZonedDateTime.now(), List.of(), List.of(warnings));
  }
}
