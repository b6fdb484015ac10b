package solar.aps.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import solar.aps.source.EcuKeys;

/** What is set for one of several ECUs beats what is set for all. */
class EcuNamesTest {
  private static final String TWO =
      "ecus=roof, barn\nroof.ecu.host=a\nbarn.ecu.host=b\nbarn.poll.interval=10m\n";

  @TempDir Path folder;

  private Path file(String more) throws Exception {
    return Loading.write(folder, "two.properties", TWO + more);
  }

  @Test
  void eachHasItsOwnAndWhatIsSetForAll() throws Exception {
    Settings settings = Loading.file(file("poll.interval=7m\necu.timeout=3s\n"));

    assertThat(CommonKeys.ecus(settings)).containsExactly("roof", "barn");
    assertThat(settings.of("roof").get(EcuKeys.HOST)).isEqualTo("a");
    assertThat(settings.of("barn").get(EcuKeys.HOST)).isEqualTo("b");
    assertThat(settings.of("roof").get(CommonKeys.POLL_INTERVAL)).hasMinutes(7);
    assertThat(settings.find(CommonKeys.POLL_INTERVAL, "roof")).contains(Duration.ofMinutes(7));
    assertThat(settings.find(CommonKeys.POLL_INTERVAL, "barn")).contains(Duration.ofMinutes(10));
    assertThat(settings.of("barn").get(CommonKeys.POLL_INTERVAL)).hasMinutes(10);
    assertThat(settings.of("barn").get(EcuKeys.TIMEOUT)).hasSeconds(3);
  }

  @Test
  void theEnvironmentBeatsTheFileForOneAsForAll() throws Exception {
    Settings settings = Loading.file(file(""), Map.of("ROOF_ECU_HOST", "c", "ECU_TIMEOUT", "4s"));

    assertThat(settings.of("roof").get(EcuKeys.HOST)).isEqualTo("c");
    assertThat(settings.of("barn").get(EcuKeys.HOST)).isEqualTo("b");
    assertThat(settings.of("barn").get(EcuKeys.TIMEOUT)).hasSeconds(4);
  }

  @Test
  void theEnvironmentAloneIsEnough() throws Exception {
    Path nothing = Loading.write(folder, "empty.properties", "");
    Settings settings =
        Loading.file(
            nothing,
            Map.of("ECUS", "my-roof", "MY_ROOF_ECU_HOST", "a", "MY_ROOF_TIME_ZONE", "UTC"));

    assertThat(settings.of("my-roof").get(EcuKeys.HOST)).isEqualTo("a");
    assertThat(settings.of("my-roof").get(CommonKeys.TIME_ZONE)).hasToString("UTC");
  }

  @Test
  void whereThereIsOneItIsCalledEcuAndHasWhatIsSet() throws Exception {
    Settings settings = Loading.settings();

    assertThat(CommonKeys.ecus(settings)).containsExactly("ecu");
    assertThat(settings.of("ecu").get(EcuKeys.HOST)).isEqualTo("192.168.1.102");
  }

  @ParameterizedTest
  @CsvSource({
    "rof.ecu.host, did you mean `roof.ecu.host`?",
    "roof.ecu.hots, did you mean `roof.ecu.host`?",
    "attic.ecu.host, 'no ECU has that name; add it to `ecus`, or write `ecu.host`'",
    "roof.pvoutput.url, '`pvoutput.url` is the same for every ECU; write it without roof'",
    "ecu.poll.interval, did you mean `poll.interval`?",
    "roof.ecus, '`ecus` is the same for every ECU; write it without roof'"
  })
  void aMisspeltPrefixIsAFaultThatSaysWhatWasMeant(String key, String advice) throws Exception {
    Path file = file(key + "=x\n");
    assertThat(Loading.faultsOfFile(file))
        .containsExactly(file + ": unknown key " + key + "; " + advice);
  }

  @Test
  void aPrefixWithoutEcusSaysWhereToNameTheEcu() {
    assertThat(Loading.fault("roof.ecu.host", "a"))
        .contains("no ECU has that name; add it to `ecus`");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Roof", "roof barn", "1st", "roof,", "a_b", "-a", "roof,,barn"})
  void whatIsNoNameIsAFault(String names) {
    assertThat(Loading.fault("ecus", names)).contains("is not a list of names for ECUs");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ecu", "panels", "pvoutput", "sink", "camel", "time-zone", "ecus"})
  void aNameWithWhichKeysBeginIsAFault(String name) {
    assertThat(Loading.fault("ecus", "roof," + name))
        .contains("gives an ECU the name " + name + ", with which other keys begin");
  }

  @Test
  void twoOfOneNameAreAFault() {
    assertThat(Loading.fault("ecus", "roof,barn,roof")).contains("names an ECU twice");
  }

  @Test
  void oneWithoutAnAddressIsAFaultThatNamesItsKey() throws Exception {
    Path file = Loading.write(folder, "one.properties", "ecus=roof,barn\nroof.ecu.host=a\n");
    assertThat(Loading.faultsOfFile(file))
        .containsExactly(
            file
                + ": barn.ecu.host is not set or blank: it is the ECU's address, as in 192.168.1.102;"
                + " set it in the settings file or the environment variable BARN_ECU_HOST");
  }

  @Test
  void whatAllLackAndMayShareIsAskedForOnce() throws Exception {
    assertThat(
            Loading.faultsOfFile(
                file(
                    "pvoutput.publish=yes\nroof.pvoutput.system-id=1\nbarn.pvoutput.system-id=2\n")))
        .singleElement()
        .asString()
        .contains(": pvoutput.api-key is not set or blank");
  }

  @Test
  void oneAddressForTwoIsAFault() throws Exception {
    Path file = Loading.write(folder, "same.properties", "ecus=roof,barn\necu.host=a\n");
    assertThat(Loading.faultsOfFile(file))
        .containsExactly(
            file
                + ": roof and barn have the same ecu.host, a: each ECU has an address of its own;"
                + " correct one of them, or take one out of `ecus`");
  }

  @Test
  void oneSystemForTwoIsAFaultOnlyWhereBothPublish() throws Exception {
    String system = "pvoutput.api-key=k\npvoutput.system-id=1\n";
    assertThat(Loading.faultsOfFile(file(system + "pvoutput.publish=yes\n")))
        .singleElement()
        .asString()
        .contains("roof and barn have the same pvoutput.system-id, 1: they would overwrite");
    Loading.file(file(system + "roof.pvoutput.publish=yes\n"));
  }

  @Test
  void aBadValueOfOneIsAFaultOfItsKey() throws Exception {
    assertThat(Loading.faultsOfFile(file("roof.ecu.timeout=soon\n")))
        .singleElement()
        .asString()
        .contains("roof.ecu.timeout=soon");
  }

  @Test
  void theSecretsOfAllAreMaskedForEach() throws Exception {
    Settings settings =
        Loading.file(file("pvoutput.api-key=common-key\nroof.pvoutput.api-key=roofs-key\n"));

    for (Settings each : new Settings[] {settings, settings.of("roof"), settings.of("barn")}) {
      assertThat(each.masked("common-key roofs-key")).isEqualTo("**** ****");
      assertThat(each.toString()).doesNotContain("common-key", "roofs-key");
    }
  }

  @Test
  void aZoneForEachIsAsGoodAsOneForAll() throws Exception {
    SettingsLoader loader = new SettingsLoader(solar.aps.ApsSolar.keys(), java.time.ZoneOffset.UTC);
    Path file = file("roof.time-zone=Europe/Berlin\nbarn.time-zone=Europe/Rome\n");
    assertThat(loader.load(java.util.Optional.of(file), Map.of(), Map.of()).warnings()).isEmpty();
  }
}
