package solar.aps.sink.influxdb;

import static org.assertj.core.api.Assertions.assertThat;
import static solar.aps.sink.influxdb.Summaries.NOON;
import static solar.aps.sink.influxdb.Summaries.SUMMARY;
import static solar.aps.sink.influxdb.Summaries.panels;
import static solar.aps.sink.influxdb.Summaries.summary;

import java.io.OutputStream;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import solar.aps.config.Loading;
import solar.aps.generation.GenerationSummary;
import solar.aps.generation.Inverter;
import solar.aps.layout.Layout;
import solar.aps.plugin.Output;
import solar.aps.plugin.Services;

/** What is written of a reading. */
class LineProtocolTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  @Test
  void aReadingIsALineForTheSystemForEachInverterAndForEachPanelThatGaveItsPower() {
    assertThat(lines(SUMMARY))
        .containsExactly(
            "aps_system,ecu=ecu power=120.0,estimated=false,energy_today=5.43,energy_total=4321.7,panels_received=1i,panels_expected=2i 1749981616",
            "aps_inverter,ecu=ecu,inverter=407000000001 online=true,voltage=234.0,frequency=50.01,temperature=50.0 1749981616",
            "aps_channel,channel=A,ecu=ecu,inverter=407000000001 power=120.0 1749981616");
  }

  @Test
  void whatIsNotKnownIsLeftOutAndTheLineWithIt() {
    Inverter silent =
        new Inverter("407000000002", true, null, null, null, panels("1", null, "2", 0));

    assertThat(lines(summary("roof", NOON, 1, null, null, null, silent)))
        .containsExactly(
            "aps_system,ecu=roof power=120.0,estimated=false,panels_received=1i 1749981616",
            "aps_inverter,ecu=roof,inverter=407000000002 online=true 1749981616",
            "aps_channel,channel=2,ecu=roof,inverter=407000000002 power=0.0 1749981616");
  }

  @Test
  void atNightTheCountsAreWrittenAndNoPower() {
    Inverter asleep = new Inverter("407000000001", false, null, null, null, panels("A", null));

    assertThat(lines(summary(null, NOON, 0, 2, 5430L, null, asleep)))
        .containsExactly(
            "aps_system,ecu=ecu energy_today=5.43,panels_received=0i,panels_expected=2i 1749981616",
            "aps_inverter,ecu=ecu,inverter=407000000001 online=false 1749981616");
  }

  @Test
  void anEstimateIsNamedOne() {
    GenerationSummary estimated =
        new GenerationSummary(
            "page",
            SUMMARY.timestamp(),
            1,
            2,
            120,
            240L,
            240,
            null,
            null,
            null,
            true,
            panels("407000000001-A", 120),
            null,
            null,
            null,
            NOON,
            List.of());

    assertThat(lines(estimated))
        .containsExactly(
            "aps_system,ecu=ecu power=240.0,estimated=true,panels_received=1i,panels_expected=2i 1749981616");
  }

  @Test
  void aReadingOfAnEarlierVersionIsOfItsLocalTimeInTheZoneOfItsEcu() throws Exception {
    Services services =
        Services.of(
            Loading.settings("time-zone", BERLIN.getId()),
            Clock.systemUTC(),
            true,
            new Output(OutputStream.nullOutputStream()),
            letter -> {});
    assertThat(lines(services.withMoment(summary(null, null, 1, null, null, null))))
        .containsExactly(
            "aps_system,ecu=ecu power=120.0,estimated=false,panels_received=1i 1749981616");
  }

  @Test
  void aPartOfASecondIsLeftOut() {
    assertThat(lines(Summaries.at(NOON.plusMillis(999))))
        .allMatch(line -> line.endsWith(" 1749981616"));
  }

  @Test
  void thePrefixBeginsEveryMeasurement() {
    assertThat(LineProtocol.of(SUMMARY, "Dach_2", Layout.NONE))
        .hasSize(3)
        .allMatch(line -> line.matches("Dach_2_(system|inverter|channel),.*"));
  }

  @ParameterizedTest
  @CsvSource({
    "0.1, 0.1",
    "120, 120.0",
    "-7, -7.0",
    "12345678, 12345678.0",
    "1.5E10, 15000000000.0",
    "1.0E-5, 0.000010",
    "49.97, 49.97"
  })
  void aMeasuredValueIsAFloatAndHasNoExponent(double value, String text) {
    assertThat(new Line("m").measured("v", value).at(7)).containsExactly("m v=" + text + " 7");
  }

  @Test
  void whatIsNoNumberIsNotKnown() {
    assertThat(
            new Line("m")
                .measured("a", Double.NaN)
                .measured("b", Double.POSITIVE_INFINITY)
                .measured("c", null)
                .counted("d", null)
                .is("e", null)
                .at(7))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a b,c=d   | a\\ b\\,c\\=d
          x\\       | x_
          x\\ y     | x_\\ y
          "q" 'ä'   | "q"\\ 'ä'
          """)
  void aTagIsEscapedAndABackslashWhichServersReadInDifferentWaysReplaced(
      String value, String text) {
    assertThat(new Line("m").tag("t", value).counted("n", 1).at(7))
        .containsExactly("m,t=" + text + " n=1i 7");
  }

  @Test
  void whatWouldEndALineIsReplacedInATag() {
    assertThat(new Line("m").tag("t", "a\nb\rc\td\u0000e\u2028f").counted("n", 1).at(7))
        .containsExactly("m,t=a_b_c_d_e_f n=1i 7");
  }

  @Test
  void anEmptyTagIsLeftOut() {
    assertThat(new Line("m").tag("t", "").tag("u", "x").counted("n", 1).at(7))
        .containsExactly("m,u=x n=1i 7");
  }

  private static List<String> lines(GenerationSummary summary) {
    return LineProtocol.of(summary, "aps", Layout.NONE);
  }
}
