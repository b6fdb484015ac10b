package solar.aps.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import solar.aps.flow.Freshness;
import solar.aps.sink.console.ConsoleSink;
import solar.aps.sink.pvoutput.PvOutputSettings;

class PlainSettingsTest {
  @ParameterizedTest
  @CsvSource({
    "1m, PT1M",
    "90s, PT90S",
    "1h30m, PT1H30M",
    "1H, PT1H",
    "24h, PT24H",
    "60m1s, PT60M1S",
    "1d, P1D",
    "0d1H, PT1H"
  })
  void aDurationIsWholeNumbersWithUnits(String text, Duration duration) throws Exception {
    assertThat(Loading.settings("poll.interval", text).get(CommonKeys.POLL_INTERVAL))
        .isEqualTo(duration);
  }

  @Test
  void aDurationWithoutAUnitIsAFaultThatNamesTheUnits() {
    assertThat(Loading.fault("poll.interval", "300"))
        .isEqualTo(
            "command line: poll.interval=300 has no unit; add d, h, m or s for days, hours, minutes"
                + " or seconds, as in 10s, 5m, 1h30m or 14d");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"5min", "-5m", "1.5m", "5 m", "m", "1m1h", "PT5M", "1h1d", "d", "1w", "500ms"})
  void whatIsNoDurationIsAFault(String text) {
    assertThat(Loading.fault("poll.interval", text)).contains("=" + text + " is not a duration; ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"59s", "0", "0m"})
  void pollingMoreOftenThanEveryMinuteIsAFault(String text) {
    assertThat(Loading.fault("poll.interval", text)).contains("below 1m hangs ECUs");
  }

  @Test
  void aPollWaitsForItsSinksFromOneSecondToFiveMinutes() throws Exception {
    assertThat(Loading.values(Loading.settings("sinks.timeout", "1s")))
        .containsEntry("sinks.timeout", Duration.ofSeconds(1));
    assertThat(Loading.values(Loading.settings("sinks.timeout", "5m")))
        .containsEntry("sinks.timeout", Duration.ofMinutes(5));
    assertThat(Loading.fault("sinks.timeout", "0")).endsWith("write a duration from 1s to 5m");
    assertThat(Loading.fault("sinks.timeout", "301s")).endsWith("write a duration from 1s to 5m");
  }

  @Test
  void pollingLessThanOnceADayIsAFault() {
    assertThat(Loading.fault("poll.interval", "24h1s")).endsWith("a duration from 1m to 1d");
  }

  @ParameterizedTest
  @CsvSource({"2d, P2D", "1d12h, P1DT12H", "1D1H1M1S, P1DT1H1M1S", "14d30m, P14DT30M"})
  void aDurationMayHaveDays(String text, Duration duration) throws Exception {
    assertThat(Loading.settings("ecu.max-age", text).get(Freshness.MAX_AGE)).isEqualTo(duration);
  }

  @Test
  void aTimeZoneIsARegionOrAnOffset() throws Exception {
    assertThat(Loading.settings("time-zone", "Asia/Tokyo").get(CommonKeys.TIME_ZONE))
        .isEqualTo(ZoneId.of("Asia/Tokyo"));
    assertThat(Loading.settings("time-zone", "+02:00").get(CommonKeys.TIME_ZONE))
        .isEqualTo(ZoneId.of("+02:00"));
    assertThat(Loading.fault("time-zone", "Europe/Berln")).endsWith("did you mean Europe/Berlin?");
    assertThat(Loading.fault("time-zone", "here")).contains("=here is not a time zone; write ");
  }

  @ParameterizedTest
  @CsvSource({
    "true, true", "YES, true", "On, true", "1, true",
    "false, false", "no, false", "OFF, false", "0, false"
  })
  void yesAndNoHaveManyWords(String text, boolean value) throws Exception {
    assertThat(PvOutputSettings.of(Loading.settings("pvoutput.send-temp", text)).sendTemperature())
        .isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ja", "2", "tru"})
  void whatIsNeitherYesNorNoIsAFault(String text) {
    assertThat(Loading.fault("pvoutput.publish", text))
        .isEqualTo(
            "command line: pvoutput.publish="
                + text
                + " is neither yes nor no; write true or false");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "100000"})
  void theNumberOfPanelsIsPositive(String text) throws Exception {
    assertThat(CommonKeys.expectedCount(Loading.settings("panels.expected-count", text)))
        .hasValue(Integer.parseInt(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "100001", "4.0", "four", "99999999999"})
  void whatIsNoNumberOfPanelsIsAFault(String text) {
    assertThat(Loading.fault("panels.expected-count", text))
        .endsWith("=" + text + " is not a number of panels; write a whole number from 1 to 100000");
  }

  @Test
  void scalingNeedsTheNumberOfPanels() throws Exception {
    assertThat(Loading.fault("panels.scale-missing", "yes"))
        .startsWith(
            "settings: panels.expected-count is not set or blank: panels.scale-missing needs");
    assertThat(
            Loading.settings("panels.scale-missing", "yes", "panels.expected-count", "4")
                .get(CommonKeys.SCALE_MISSING))
        .isTrue();
  }

  @ParameterizedTest
  @CsvSource({"text, TEXT", "JSON, JSON", "None, NONE"})
  void theConsoleHasThreeFormats(String text, ConsoleSink.Format format) throws Exception {
    assertThat(Loading.settings("console.format", text).get(ConsoleSink.FORMAT)).isEqualTo(format);
  }

  @Test
  void anUnknownConsoleFormatIsAFault() {
    assertThat(Loading.fault("console.format", "xml"))
        .isEqualTo("command line: console.format=xml is no format; write text, json or none");
  }
}
