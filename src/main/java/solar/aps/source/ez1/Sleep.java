package solar.aps.source.ez1;

import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import solar.aps.generation.EcuReading;
import solar.aps.generation.PanelReading;

/** An EZ1 lives on the light on its panels: at night it cannot be reached, and that is no fault. */
final class Sleep {
  /** Both panels together; a cloud at noon leaves more. */
  private static final int DUSK_WATTS = 20;

  /** Longer than any night that is followed by a day. */
  private static final Duration LONGEST_NIGHT = Duration.ofHours(24);

  private Sleep() {}

  /**
   * The reading of an inverter that sleeps: its panels, without values.
   *
   * @param last the last reading it gave
   * @param takenAt when the cycle began in which it was silent
   * @return empty if the last reading does not explain the silence
   */
  static Optional<EcuReading> reading(EcuReading last, ZonedDateTime takenAt) {
    List<Integer> watts =
        last.panels().stream().map(PanelReading::watts).filter(Objects::nonNull).toList();
    boolean dusk =
        watts.size() == last.panels().size()
            && watts.stream().mapToInt(Integer::intValue).sum() < DUSK_WATTS;
    boolean night = last.takenAt().plus(LONGEST_NIGHT).isAfter(takenAt);
    return dusk && night
        ? Optional.of(
            new EcuReading(
                last.source(),
                takenAt,
                last.panels().stream().map(PanelReading::missing).toList(),
                List.of()))
        : Optional.empty();
  }
}
