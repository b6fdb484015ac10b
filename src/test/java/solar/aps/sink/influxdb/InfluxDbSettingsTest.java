package solar.aps.sink.influxdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import solar.aps.config.Loading;
import solar.aps.config.Secret;
import solar.aps.config.SettingsException;

class InfluxDbSettingsTest {
  private static final String[] URL = {"influxdb.url", "http://192.168.1.20:8086"};

  @Test
  void withoutItsUrlItIsOff() throws Exception {
    assertThat(new InfluxDbSink().isOn(Loading.settings())).isFalse();
    assertThat(new InfluxDbSink().isOn(Loading.settings(with("influxdb.database", "aps"))))
        .isTrue();
  }

  @Test
  void aDatabaseIsThatOfInfluxDb1And3() throws Exception {
    assertThat(settings("influxdb.database", "aps").target())
        .isEqualTo("http://192.168.1.20:8086/write?db=aps&precision=s");
  }

  @Test
  void anOrganisationAndABucketAreThoseOfInfluxDb2() throws Exception {
    assertThat(settings("influxdb.org", "home", "influxdb.bucket", "aps").target())
        .isEqualTo("http://192.168.1.20:8086/api/v2/write?org=home&bucket=aps&precision=s");
  }

  @Test
  void namesAreEncoded() throws Exception {
    assertThat(settings("influxdb.org", "Haus & Hof", "influxdb.bucket", "a=b?ü/%20").query())
        .isEqualTo("org=Haus+%26+Hof&bucket=a%3Db%3F%C3%BC%2F%2520&precision=s");
  }

  @ParameterizedTest
  @CsvSource({
    "http://192.168.1.20:8086/, http://192.168.1.20:8086",
    "HTTPS://influx.lan, https://influx.lan",
    "http://[::1]:8086/, http://[::1]:8086",
    "http://vm:8480/insert/0/influx, http://vm:8480/insert/0/influx",
    "http://vm:8480/insert/42:13/influx/, http://vm:8480/insert/42:13/influx",
    "https://home.example.org/in_flux-db.2/~me, https://home.example.org/in_flux-db.2/~me"
  })
  void theAddressMayHaveAPathAndLosesTheSlashAtItsEnd(String text, String url) throws Exception {
    assertThat(
            InfluxDbSettings.of(Loading.settings("influxdb.url", text, "influxdb.database", "aps"))
                .url())
        .hasToString(url);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "192.168.1.20:8086",
        "influx",
        "ftp://influx",
        "http://",
        "http:///write",
        "http://influx:0",
        "http://influx:8086?db=aps",
        "http://influx:8086/write?db=aps",
        "http://influx/#x",
        "http://me:pa55@influx:8086",
        "http://influx/a b",
        "http://influx/{{x}}",
        "http://influx/a%20b",
        "http://influx//x"
      })
  void whatIsNoSuchAddressIsAFault(String text) {
    assertThat(faults("influxdb.url", text, "influxdb.database", "aps"))
        .singleElement()
        .asString()
        .contains(" is not the address of a server; ")
        .doesNotContain("pa55");
  }

  @Test
  void anAddressNeedsAPlaceToWriteTo() {
    assertThat(faults(with()))
        .containsExactly(
            "settings: influxdb.database is not set or blank: influxdb.url needs the name of the"
                + " database, or for InfluxDB 2 influxdb.org and influxdb.bucket; for"
                + " VictoriaMetrics any name will do, as in aps; set it in the settings file or the"
                + " environment variable INFLUXDB_DATABASE");
  }

  @ParameterizedTest
  @CsvSource({
    "influxdb.org, influxdb.bucket",
    "influxdb.bucket, influxdb.org",
  })
  void anOrganisationAndABucketNeedEachOther(String one, String other) {
    assertThat(faults(with(one, "x")))
        .singleElement()
        .asString()
        .startsWith("settings: " + other + " is not set or blank: " + one + " needs the name of ");
  }

  @ParameterizedTest
  @CsvSource({
    "influxdb.username, influxdb.password",
    "influxdb.password, influxdb.username",
  })
  void aUserAndAPasswordNeedEachOther(String one, String other) {
    assertThat(faults(with("influxdb.database", "aps", one, "pa55w0rd")))
        .singleElement()
        .asString()
        .startsWith("settings: " + other + " is not set or blank: " + one + " needs the ")
        .doesNotContain("pa55w0rd");
  }

  @Test
  void readingsGoToOnePlaceOnly() {
    assertThat(
            faults(
                with("influxdb.database", "aps", "influxdb.org", "home", "influxdb.bucket", "b")))
        .containsExactly(
            "settings: influxdb.database is set beside influxdb.org, and readings go to one place;"
                + " keep influxdb.database for InfluxDB 1 and 3 and for VictoriaMetrics, or"
                + " influxdb.org and influxdb.bucket for InfluxDB 2");
  }

  @Test
  void aTokenAndAUserAreTwoWaysOfWhichOneIsSent() {
    assertThat(
            faults(
                with(
                    "influxdb.database", "aps",
                    "influxdb.token", "t0kenvalue",
                    "influxdb.username", "me",
                    "influxdb.password", "pa55w0rd")))
        .containsExactly(
            "settings: influxdb.token is set beside influxdb.username, and only one of them can be"
                + " sent; remove one");
  }

  @Test
  void aTokenIsSentAsOne() throws Exception {
    assertThat(settings("influxdb.database", "aps", "influxdb.token", "Ab_-9==").authorization())
        .contains(new Secret("Token Ab_-9=="));
  }

  @Test
  void aUserAndAPasswordAreSentAsHttpWantsThem() throws Exception {
    assertThat(
            settings(
                    "influxdb.database", "aps",
                    "influxdb.username", "Aladdin",
                    "influxdb.password", "open sesame")
                .authorization())
        .as("the example of RFC 7617")
        .contains(new Secret("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Token t0kenvalue", "\"t0kenvalue\"", "t0kenvalue\u00fc"})
  void whatIsNoTokenIsAFaultWithoutIt(String text) {
    assertThat(faults(with("influxdb.database", "aps", "influxdb.token", text)))
        .singleElement()
        .asString()
        .startsWith("command line: influxdb.token (not shown) has spaces, quotes or other")
        .doesNotContain("t0kenvalue");
  }

  @Test
  void aUserNameHasNoColon() {
    assertThat(
            faults(
                with(
                    "influxdb.database", "aps",
                    "influxdb.username", "me:too",
                    "influxdb.password", "x")))
        .singleElement()
        .asString()
        .startsWith("command line: influxdb.username=me:too has a colon, ");
  }

  @Test
  void theMeasurementsBeginWithAps() throws Exception {
    assertThat(settings("influxdb.database", "x").measurementPrefix()).isEqualTo("aps");
    assertThat(
            settings("influxdb.database", "x", "influxdb.measurement-prefix", "Dach_2")
                .measurementPrefix())
        .isEqualTo("Dach_2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"_aps", "2aps", "a b", "a,b", "a-b", "#x", "a.b", "dächer"})
  void whatWouldHaveToBeEscapedBeginsNoMeasurement(String text) {
    assertThat(Loading.fault("influxdb.measurement-prefix", text))
        .startsWith(
            "command line: influxdb.measurement-prefix="
                + text
                + " cannot begin the name of a measurement; ");
  }

  @Test
  void noSecretIsInTheText() throws Exception {
    assertThat(settings("influxdb.database", "aps", "influxdb.token", "t0kenvalue").toString())
        .contains("****")
        .doesNotContain("t0kenvalue");
  }

  private static InfluxDbSettings settings(String... more) throws SettingsException {
    return InfluxDbSettings.of(Loading.settings(with(more)));
  }

  private static List<String> faults(String... keysAndValues) {
    return Loading.faults(keysAndValues);
  }

  private static String[] with(String... more) {
    return Stream.concat(Stream.of(URL), Stream.of(more)).toArray(String[]::new);
  }
}
