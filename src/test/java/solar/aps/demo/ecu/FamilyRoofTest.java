package solar.aps.demo.ecu;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FamilyRoofTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 6, 20);
  private static final LocalDate YESTERDAY = TODAY.minusDays(1);
  private static final LocalDate EARLIER = TODAY.minusDays(5);

  private final Roof roof = new FamilyRoof(TODAY);

  @Test
  void twentyPanelsAreOnTenInverters() {
    List<Inverter> inverters = roof.inverters(TODAY.atTime(12, 0));

    assertThat(inverters).hasSize(10).allMatch(inverter -> inverter.panels().size() == 2);
    assertThat(inverters.stream().flatMap(inverter -> inverter.panels().stream()))
        .extracting(Inverter.Panel::id)
        .doesNotHaveDuplicates()
        .startsWith("406000000001-1", "406000000001-2")
        .endsWith("406000000010-2")
        .allMatch(id -> id.matches("[0-9]{12}-[12]"));
  }

  @Test
  void theSameDayGivesTheSameValues() {
    Roof same = new FamilyRoof(TODAY);

    assertThat(rounds(TODAY).map(same::inverters).toList())
        .isEqualTo(rounds(TODAY).map(roof::inverters).toList());
    assertThat(same.lifetimeWattHours(TODAY.plusDays(3).atTime(9, 0)))
        .isEqualTo(roof.lifetimeWattHours(TODAY.plusDays(3).atTime(9, 0)));
  }

  @Test
  void cloudsMakeADayUnlikeTheNextButNoDayDark() {
    List<Long> days =
        IntStream.range(0, 14)
            .mapToObj(ago -> roof.wattHours(TODAY.minusDays(ago).atTime(23, 55)))
            .toList();

    assertThat(days).doesNotHaveDuplicates().allMatch(wh -> wh > 15_000 && wh < 48_000);
    assertThat(roof.watts(TODAY.atTime(5, 55))).isZero();
    assertThat(rounds(TODAY).mapToLong(roof::watts).max().orElse(0)).isBetween(4_000L, 6_200L);
  }

  @Test
  void theLifetimeGrowsFromRoundToRoundAndOverMidnight() {
    List<Long> lifetime =
        Stream.concat(rounds(TODAY), rounds(TODAY.plusDays(1)))
            .map(roof::lifetimeWattHours)
            .toList();

    assertThat(lifetime).isSorted();
    assertThat(lifetime.get(lifetime.size() - 1) - lifetime.get(0)).isGreaterThan(30_000);
  }

  @Test
  void oneIsInTheShadeEveryAfternoon() {
    for (LocalDate day : List.of(EARLIER, YESTERDAY, TODAY)) {
      assertThat(share(FamilyRoof.SHADED, day.atTime(11, 0))).isBetween(0.9, 1.1);
      assertThat(share(FamilyRoof.SHADED, day.atTime(16, 0))).isBetween(0.3, 0.5);
    }
  }

  @Test
  void oneIsIllSinceYesterday() {
    assertThat(share(FamilyRoof.ILL, EARLIER.atTime(12, 0))).isBetween(0.9, 1.1);
    assertThat(share(FamilyRoof.ILL, YESTERDAY.atTime(12, 0))).isBetween(0.4, 0.5);
    assertThat(share(FamilyRoof.ILL, TODAY.atTime(12, 0))).isBetween(0.4, 0.5);
  }

  @Test
  void oneFallsSilentTodayUntilTheNight() {
    assertThat(silent(TODAY.atTime(13, 15))).doesNotContain(FamilyRoof.SILENT);
    assertThat(rounds(TODAY).filter(round -> !round.isBefore(TODAY.atTime(13, 20))))
        .allSatisfy(round -> assertThat(silent(round)).contains(FamilyRoof.SILENT));
    assertThat(silent(YESTERDAY.atTime(16, 0))).doesNotContain(FamilyRoof.SILENT);
    assertThat(silent(TODAY.plusDays(1).atTime(12, 0))).doesNotContain(FamilyRoof.SILENT);
  }

  @Test
  void nowAndThenAnotherMissesOneRound() {
    List<LocalDateTime> missed =
        rounds(YESTERDAY)
            .filter(round -> round.getHour() >= 6 && round.getHour() < 21)
            .filter(round -> !silent(round).isEmpty())
            .toList();

    assertThat(missed).hasSize(30).allSatisfy(round -> assertThat(silent(round)).hasSize(1));
    assertThat(missed.stream().flatMap(round -> silent(round).stream()).distinct().count())
        .isGreaterThan(10);
  }

  @Test
  void theLayoutHasAPlaceAndANameForEachPanel() {
    assertThat(FamilyRoof.layout())
        .hasSize(1 + 20)
        .startsWith("panel,name,row,column,rotation", "406000000001-1,A1,1,1,0")
        .contains("406000000007-2,C4,3,4,0")
        .endsWith("406000000010-2,D5,4,5,0");
  }

  private static Stream<LocalDateTime> rounds(LocalDate day) {
    return IntStream.range(0, 24 * 12).mapToObj(slot -> day.atStartOfDay().plusMinutes(5L * slot));
  }

  private List<Optional<Inverter.Output>> outputs(LocalDateTime round) {
    return roof.inverters(round).stream()
        .flatMap(inverter -> inverter.panels().stream())
        .map(Inverter.Panel::output)
        .toList();
  }

  private List<Integer> silent(LocalDateTime round) {
    List<Optional<Inverter.Output>> outputs = outputs(round);
    return IntStream.range(0, outputs.size())
        .filter(panel -> outputs.get(panel).isEmpty())
        .boxed()
        .toList();
  }

  /** What a panel gives of what the one before it does. */
  private double share(int panel, LocalDateTime round) {
    List<Optional<Inverter.Output>> outputs = outputs(round);
    return (double) outputs.get(panel).orElseThrow().watts()
        / outputs.get(panel - 1).orElseThrow().watts();
  }
}
