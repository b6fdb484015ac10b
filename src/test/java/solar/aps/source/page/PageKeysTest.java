package solar.aps.source.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import solar.aps.config.Loading;
import solar.aps.flow.ErrorPolicy;
import solar.aps.flow.Freshness;
import solar.aps.source.EcuKeys;

class PageKeysTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "192.168.1.102",
        "192.168.1.102:8080",
        "ecu",
        "ecu.local:1",
        "ecu:65535",
        "[fe80::1]",
        "[fe80::1]:8080"
      })
  void aHostMayHaveAPort(String host) throws Exception {
    assertThat(Loading.settings("ecu.host", " " + host + " ").get(EcuKeys.HOST)).isEqualTo(host);
  }

  @ParameterizedTest
  @CsvSource({
    "http://192.168.1.102/cgi-bin/parameters, 192.168.1.102",
    "https://ecu.local:8080, ecu.local:8080",
    "HTTP://[fe80::1]:81/x, [fe80::1]:81",
    "http://admin:pw@ecu/, ecu"
  })
  void aUrlForAHostIsAFaultThatShowsWhatToWrite(String url, String host) {
    assertThat(Loading.fault("ecu.host", url))
        .endsWith(
            " is a URL; write host or host:port only, as in "
                + host
                + " (a path belongs in ecu.path)")
        .doesNotContain("pw");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ecu/index.php", "ecu/", "ecu?x", "ecu#x", "user@ecu"})
  void aPathForAHostIsAFaultThatShowsWhatToWrite(String text) {
    assertThat(Loading.fault("ecu.host", text))
        .contains(" has more than a host in it; ", "as in ecu (a path belongs in ecu.path)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "my ecu",
        "ecu:0",
        "ecu:65536",
        "ecu:99999999999",
        "ecu:",
        "ecu:http",
        "ecu:-1",
        "192.168.1.999",
        "192.168.1",
        "-ecu",
        "[fe80::1",
        "[ecu]",
        ":80",
        "{{host}}",
        "ecu,ecu2"
      })
  void whatIsNoHostIsAFault(String text) {
    assertThat(Loading.fault("ecu.host", text))
        .startsWith("command line: ecu.host=" + text + " is not a host name or an IP address; ");
  }

  @Test
  void aBareIpv6AddressIsAFaultThatShowsTheBrackets() {
    assertThat(Loading.fault("ecu.host", "fe80::1")).endsWith("write it in brackets: [fe80::1]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/index.php/realtimedata", "/a-b_c.d~e/%20"})
  void aPathStartsWithASlash(String path) throws Exception {
    assertThat(Loading.settings("ecu.path", path).get(PageKeys.PATH)).isEqualTo(path);
  }

  @ParameterizedTest
  @ValueSource(strings = {"cgi-bin", "/a b", "/a?b", "/a#b", "/a%2", "/ü", "/{{x}}", "/a&b"})
  void whatIsNoPathIsAFault(String path) {
    assertThat(Loading.fault("ecu.path", path))
        .startsWith("command line: ecu.path=" + path + " is not the path of a page; ");
  }

  @Test
  void theOtherKnownPathIsTriedAfterTheSetOne() throws Exception {
    assertThat(PageKeys.paths(Loading.settings("ecu.path", "/index.php/realtimedata")))
        .containsExactly("/index.php/realtimedata", "/cgi-bin/parameters");
    assertThat(PageKeys.paths(Loading.settings("ecu.path", "/own")))
        .containsExactly("/own", "/cgi-bin/parameters", "/index.php/realtimedata");
  }

  @Test
  void theTimeoutIsBetweenOneSecondAndOneMinute() throws Exception {
    assertThat(Loading.settings("ecu.timeout", "1s").get(EcuKeys.TIMEOUT)).hasSeconds(1);
    assertThat(Loading.settings("ecu.timeout", "60s").get(EcuKeys.TIMEOUT)).hasSeconds(60);
    assertThat(Loading.fault("ecu.timeout", "0")).endsWith("write a duration from 1s to 1m");
    assertThat(Loading.fault("ecu.timeout", "61s")).endsWith("write a duration from 1s to 1m");
  }

  @Test
  void thePauseBeforeTheNextTryIsBetweenOneSecondAndOneMinute() throws Exception {
    assertThat(Loading.settings("ecu.retry-delay", "1s").get(ErrorPolicy.RETRY_DELAY))
        .hasSeconds(1);
    assertThat(Loading.settings("ecu.retry-delay", "60s").get(ErrorPolicy.RETRY_DELAY))
        .hasSeconds(60);
    assertThat(Loading.fault("ecu.retry-delay", "0")).endsWith("write a duration from 1s to 1m");
    assertThat(Loading.fault("ecu.retry-delay", "61s")).endsWith("write a duration from 1s to 1m");
  }

  @Test
  void theMaximumAgeIsZeroOrAtLeastOneMinute() throws Exception {
    assertThat(Loading.settings("ecu.max-age", "0").get(Freshness.MAX_AGE)).isZero();
    assertThat(Loading.settings("ecu.max-age", "1m").get(Freshness.MAX_AGE)).hasMinutes(1);
    assertThat(Loading.fault("ecu.max-age", "59s")).contains("write 1m or more, or 0");
  }
}
