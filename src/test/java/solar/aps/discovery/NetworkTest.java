package solar.aps.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import solar.aps.config.BadTextException;

class NetworkTest {
  @ParameterizedTest
  @CsvSource({
    "192.168.1.0/24, 254, 192.168.1.1, 192.168.1.254",
    "192.168.1.77/24, 254, 192.168.1.1, 192.168.1.254",
    "10.1.4.0/22, 1022, 10.1.4.1, 10.1.7.254",
    "127.0.0.0/28, 14, 127.0.0.1, 127.0.0.14",
    "192.168.1.6/31, 2, 192.168.1.6, 192.168.1.7",
    "200.255.255.255/32, 1, 200.255.255.255, 200.255.255.255"
  })
  void itHasTheAddressesThatADeviceMayHave(String text, int count, String first, String last)
      throws Exception {
    assertThat(Network.parse(text).addresses())
        .hasSize(count)
        .doesNotHaveDuplicates()
        .startsWith(first)
        .endsWith(last);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "192.168.1.0",
        "192.168.1/24",
        "256.1.1.0/24",
        "1.1.1.1/33",
        "a.b.c.d/24",
        "::/64",
        "x"
      })
  void whatIsNoNetworkIsRefused(String text) {
    assertThatThrownBy(() -> Network.parse(text))
        .isInstanceOf(BadTextException.class)
        .hasMessage("is no network; write one as in 192.168.1.0/24");
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.0/21", "10.0.0.0/8", "0.0.0.0/0"})
  void aLargeNetworkIsRefused(String text) {
    assertThatThrownBy(() -> Network.parse(text))
        .hasMessage("has more addresses than are looked at; write a part of it, /22 at most");
  }

  @Test
  void theNetworksOfThisMachineArePrivateAndSmall() {
    assertThat(Network.own())
        .allSatisfy(
            network ->
                assertThat(network.toString())
                    .matches("(10|192\\.168|172\\.(1[6-9]|2\\d|3[01]))\\..*\\.0/24"));
  }
}
