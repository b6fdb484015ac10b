package solar.aps;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import solar.aps.config.Loading;
import solar.aps.config.Settings;
import solar.aps.config.SettingsException;

class WebSettingsTest {
  @Test
  void withoutAPortNothingIsServedWhateverTheHost() throws Exception {
    assertThat(Loading.settings("web.host", "0.0.0.0").find(WebKeys.PORT)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 9090, 65535})
  void aPortIsOpenToThisMachineAlone(int port) throws Exception {
    assertServed("127.0.0.1", port, "web.port", Integer.toString(port));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "65536", "9090.0", "http", "99999999999", "127.0.0.1:9090"})
  void whatIsNoPortIsAFault(String text) {
    assertThat(Loading.fault("web.port", text))
        .endsWith("=" + text + " is not a port; write a whole number from 1 to 65535");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "192.168.1.20", "nas", "nas.local", "::", "::1"})
  void theHostIsANameOrAnAddress(String host) throws Exception {
    assertServed(host, 9090, "web.port", "9090", "web.host", host);
  }

  @Test
  void anIpv6AddressMayHaveTheBracketsItHasInAUrl() throws Exception {
    assertServed("::1", 9090, "web.port", "9090", "web.host", "[::1]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"nas:9090", "http://nas", "nas/observe", "me@nas", "[::1]:9090", "my nas"})
  void whatIsNoHostIsAFault(String text) {
    assertThat(Loading.fault("web.host", text))
        .contains(
            " is not a host name or an IP address; write one of this machine, without a port");
  }

  @Test
  void moreNamesHaveCommasBetweenThem() throws Exception {
    assertThat(
            Loading.settings(
                    "web.port", "9090", "web.allowed-hosts", "Solar.Example.org , aps_solar,nas-2")
                .find(WebKeys.ALLOWED_HOSTS))
        .contains(List.of("solar.example.org", "aps_solar", "nas-2"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"nas:9090", "http://nas", "nas/observe", "*", "*.lan", "a,,b", "nas,", "a b", ","})
  void whatIsNoListOfNamesIsAFault(String text) {
    assertThat(Loading.fault("web.allowed-hosts", text))
        .endsWith(
            "="
                + text
                + " is not a list of host names; write each without a port, and a comma between"
                + " two, as in solar.example.org, nas.lan");
  }

  private static void assertServed(String host, int port, String... keysAndValues)
      throws SettingsException {
    Settings settings = Loading.settings(keysAndValues);
    assertThat(settings.find(WebKeys.PORT)).contains(port);
    assertThat(settings.get(WebKeys.HOST)).isEqualTo(host);
  }
}
