package solar.aps.source.ez1;

import java.math.BigDecimal;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import solar.aps.generation.EcuReading;
import solar.aps.generation.Energy;
import solar.aps.generation.PanelReading;
import solar.aps.source.Believable;
import solar.aps.source.SourceException;

/**
 * What the inverter gives out at the moment.
 *
 * @param deviceId its serial number
 * @param channels its two channels, one panel each
 */
record Output(String deviceId, List<Channel> channels) {
  /**
   * One channel.
   *
   * @param watts power in W
   * @param sinceStartKwh energy since the inverter last got power, in kWh; that is not midnight
   * @param lifetimeKwh energy since it was made, in kWh
   */
  record Channel(double watts, double sinceStartKwh, double lifetimeKwh) {
    private static Channel read(Envelope envelope, int number) throws SourceException {
      return new Channel(
          envelope.number("p" + number),
          envelope.number("e" + number),
          envelope.number("te" + number));
    }
  }

  /**
   * Reads the answer to {@code getOutputData}, as a whole or not at all.
   *
   * @throws SourceException if it is none
   */
  static Output read(byte[] answer) throws SourceException {
    Envelope envelope = Envelope.open(answer);
    return new Output(
        envelope.deviceId(), List.of(Channel.read(envelope, 1), Channel.read(envelope, 2)));
  }

  /**
   * The power of both panels; their IDs end in the number that the inverter gives the channel.
   *
   * @param source the URL that was asked
   * @param takenAt when the cycle began
   */
  EcuReading reading(String source, ZonedDateTime takenAt) {
    List<PanelReading> panels = new ArrayList<>();
    List<String> warnings = new ArrayList<>();
    for (Channel channel : channels) {
      String panel = deviceId + "-" + (panels.size() + 1);
      long watts = Math.round(channel.watts);
      boolean believed = Believable.WATTS.allows(watts);
      if (!believed) {
        warnings.add(
            "panel %s counts as missing: found a power of %s W, expected %s W"
                .formatted(panel, channel.watts, Believable.WATTS.range()));
      }
      panels.add(new PanelReading(panel, believed ? (int) watts : null, null, null, null, null));
    }
    return new EcuReading(source, takenAt, panels, energy(), warnings);
  }

  /** What was counted since the start says nothing about the day. A counter of 0 knows nothing. */
  private Energy energy() {
    boolean believed =
        channels.stream()
            .mapToDouble(Channel::lifetimeKwh)
            .allMatch(kwh -> kwh >= 0 && Double.isFinite(kwh));
    BigDecimal total =
        channels.stream()
            .filter(channel -> believed)
            // the sum of two decimals as they were written
            .map(channel -> BigDecimal.valueOf(channel.lifetimeKwh()))
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    return new Energy(deviceId, null, total.signum() > 0 ? total.doubleValue() : null);
  }
}
