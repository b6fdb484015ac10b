package solar.aps.sink.pvoutput;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import solar.aps.config.Loading;
import solar.aps.config.SettingsException;

class PvOutputSettingsTest {
  @Test
  void publishingNeedsTheKeyAndTheNumberOfTheSystem() throws Exception {
    assertThat(Loading.faults("pvoutput.publish", "true"))
        .satisfiesExactly(
            fault -> assertThat(fault).startsWith("settings: pvoutput.api-key is not set or blank"),
            fault ->
                assertThat(fault).startsWith("settings: pvoutput.system-id is not set or blank"));

    PvOutputSettings pvOutput =
        settings(
            "pvoutput.publish", "true",
            "pvoutput.api-key", "0a1b2c",
            "pvoutput.system-id", "4711");
    assertThat(pvOutput.publish()).isTrue();
    assertThat(pvOutput.apiKey().value()).isEqualTo("0a1b2c");
    assertThat(pvOutput.systemId()).isEqualTo("4711");
  }

  @Test
  void aNameForTheNumberOfTheSystemIsAFaultThatSaysWhereTheNumberStands() {
    assertThat(Loading.fault("pvoutput.system-id", "My Roof"))
        .isEqualTo(
            "command line: pvoutput.system-id=My Roof is not a number: the System Id is wanted,"
                + " not the system's name; it stands on the Settings page of pvoutput.org, under"
                + " Registered Systems");
  }

  @Test
  void theFrequencyHasAFieldOnlyWhenItIsSent() throws Exception {
    assertThat(settings("pvoutput.send-freq-key", "v7").frequencyField()).isEmpty();
    assertThat(settings("pvoutput.send-freq", "yes").frequencyField()).contains("v11");
    assertThat(
            settings("pvoutput.send-freq", "yes", "pvoutput.send-freq-key", "V12").frequencyField())
        .contains("v12");
  }

  @ParameterizedTest
  @ValueSource(strings = {"v6", "v13", "7", "v1"})
  void whatIsNoExtendedFieldIsAFault(String text) {
    assertThat(Loading.fault("pvoutput.send-freq-key", text))
        .contains("=" + text + " is not one of PVOutput's extended fields; ");
  }

  @ParameterizedTest
  @CsvSource({
    "https://pvoutput.org/, https://pvoutput.org",
    "HTTP://localhost:8080, http://localhost:8080",
    "http://[::1]:8080/, http://[::1]:8080"
  })
  void theAddressOfPvOutputLosesTheSlashAtItsEnd(String text, URI url) throws Exception {
    assertThat(settings("pvoutput.url", text).url()).isEqualTo(url);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pvoutput.org",
        "ftp://pvoutput.org",
        "https://",
        "https:///x",
        "https:pvoutput.org",
        "https://pvoutput.org/service",
        "https://pvoutput.org?x=y",
        "https://pvoutput.org/#x",
        "https://user:pw@pvoutput.org",
        "https://pvoutput.org:0",
        "https://pvoutput.org:65536",
        "https://pv output.org",
        "https://pvoutput.org:"
      })
  void whatIsNoPlainWebAddressIsAFault(String text) {
    assertThat(Loading.fault("pvoutput.url", text))
        .contains(" is not a plain web address; ")
        .doesNotContain("pw");
  }

  @Test
  void aBatchHasFrom1To100Statuses() throws Exception {
    assertThat(settings("pvoutput.batch-size", "1").batchSize()).isEqualTo(1);
    assertThat(settings("pvoutput.batch-size", "100").batchSize()).isEqualTo(100);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "101", "-1", "30.0", "all", "99999999999"})
  void whatIsNoBatchSizeIsAFault(String text) {
    assertThat(Loading.fault("pvoutput.batch-size", text))
        .isEqualTo(
            "command line: pvoutput.batch-size="
                + text
                + " is not a number of statuses; write a whole number from 1 to 100");
  }

  @Test
  void aStatusIsSetAsideAfterADayAtTheEarliestAnd90DaysAtTheLatest() throws Exception {
    assertThat(settings("pvoutput.max-age", "24h").maxAge()).hasDays(1);
    assertThat(settings("pvoutput.max-age", "90d").maxAge()).hasDays(90);
  }

  @ParameterizedTest
  @ValueSource(strings = {"23h59m59s", "0", "90d1s"})
  void aMaximumAgeOutOfThisRangeIsAFault(String text) {
    assertThat(Loading.fault("pvoutput.max-age", text))
        .isEqualTo(
            "command line: pvoutput.max-age="
                + text
                + " is out of range; write a duration from 1d to 90d");
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 10, 15})
  void theStatusIntervalIsANumberOfMinutes(int minutes) throws Exception {
    assertThat(settings("pvoutput.status-interval", Integer.toString(minutes)).statusInterval())
        .hasValue(minutes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"auto", "AUTO"})
  void anAutomaticStatusIntervalIsLeftToPvOutput(String text) throws Exception {
    assertThat(settings("pvoutput.status-interval", text).statusInterval()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "6", "5m", "30", "05", "none"})
  void whatIsNoStatusIntervalIsAFault(String text) {
    assertThat(Loading.fault("pvoutput.status-interval", text))
        .isEqualTo(
            "command line: pvoutput.status-interval="
                + text
                + " is not a status interval of PVOutput; write its minutes without a unit, 5, 10"
                + " or 15, or write auto");
  }

  private static PvOutputSettings settings(String... keysAndValues) throws SettingsException {
    return PvOutputSettings.of(Loading.settings(keysAndValues));
  }
}
