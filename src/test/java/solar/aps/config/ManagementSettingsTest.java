package solar.aps.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import solar.aps.config.Settings.Management;

class ManagementSettingsTest {
  @Test
  void withoutAPortNothingIsServedWhateverTheHost() throws Exception {
    assertThat(Loading.settings("management.host", "0.0.0.0").management()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 9090, 65535})
  void aPortIsOpenToThisMachineAlone(int port) throws Exception {
    assertThat(Loading.settings("management.port", Integer.toString(port)).management())
        .contains(new Management("127.0.0.1", port, List.of()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "65536", "9090.0", "http", "99999999999", "127.0.0.1:9090"})
  void whatIsNoPortIsAFault(String text) {
    assertThat(Loading.fault("management.port", text))
        .endsWith("=" + text + " is not a port; write a whole number from 1 to 65535");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "192.168.1.20", "nas", "nas.local", "::", "::1"})
  void theHostIsANameOrAnAddress(String host) throws Exception {
    assertThat(Loading.settings("management.port", "9090", "management.host", host).management())
        .contains(new Management(host, 9090, List.of()));
  }

  @Test
  void anIpv6AddressMayHaveTheBracketsItHasInAUrl() throws Exception {
    assertThat(Loading.settings("management.port", "9090", "management.host", "[::1]").management())
        .contains(new Management("::1", 9090, List.of()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"nas:9090", "http://nas", "nas/observe", "me@nas", "[::1]:9090", "my nas"})
  void whatIsNoHostIsAFault(String text) {
    assertThat(Loading.fault("management.host", text))
        .contains(
            " is not a host name or an IP address; write one of this machine, without a port");
  }

  @Test
  void moreNamesHaveCommasBetweenThem() throws Exception {
    assertThat(
            Loading.settings(
                    "management.port",
                    "9090",
                    "management.allowed-hosts",
                    "Solar.Example.org , aps_solar,nas-2")
                .management())
        .contains(
            new Management("127.0.0.1", 9090, List.of("solar.example.org", "aps_solar", "nas-2")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"nas:9090", "http://nas", "nas/observe", "*", "*.lan", "a,,b", "nas,", "a b", ","})
  void whatIsNoListOfNamesIsAFault(String text) {
    assertThat(Loading.fault("management.allowed-hosts", text))
        .endsWith(
            "="
                + text
                + " is not a list of host names; write each without a port, and a comma between"
                + " two, as in solar.example.org, nas.lan");
  }
}
