package solar.aps.source.ez1;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import solar.aps.config.Loading;

class Ez1KeysTest {
  @ParameterizedTest
  @CsvSource({
    "192.168.1.40, 192.168.1.40:8050",
    "192.168.1.40:8080, 192.168.1.40:8050",
    "ez1.local:80, ez1.local:8050",
    "[fe80::1], [fe80::1]:8050",
    "[fe80::1]:81, [fe80::1]:8050"
  })
  void aPortInTheHostIsNotThatOfTheLocalApi(String host, String authority) throws Exception {
    assertThat(Ez1Keys.authority(Loading.settings("ecu.host", host))).isEqualTo(authority);
  }

  @Test
  void thePortCanBeSet() throws Exception {
    assertThat(Ez1Keys.authority(Loading.settings("ecu.ez1-port", "8051"))).endsWith(":8051");
    assertThat(Loading.fault("ecu.ez1-port", "0")).contains("is not a port");
  }
}
