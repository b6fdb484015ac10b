package solar.aps.source.tcp;

import java.util.List;

/**
 * Where an inverter's values stand, in words of two bytes behind the head of its entry. The first
 * two are always the frequency in 0.1 Hz, and the temperature in °C plus 100.
 */
enum Layout {
  /** Registered, and not heard since the ECU's start. */
  NEVER_HEARD(0, List.of(), List.of()),

  /** Two channels: YC600, DS3. */
  TWO_CHANNELS(6, List.of(2, 4), List.of(3, 5)),

  /** Four channels on one phase: QS1. */
  FOUR_CHANNELS(7, List.of(2, 4, 5, 6), List.of(3, 3, 3, 3)),

  /** Four channels on three phases: YC1000, QT2; the fourth channel has no voltage of its own. */
  THREE_PHASES(9, List.of(2, 4, 6, 8), List.of(3, 5, 7));

  /** Serial number, online or not, and type. */
  static final int HEAD = 9;

  private final int words;
  private final List<Integer> watts;
  private final List<Integer> volts;

  Layout(int words, List<Integer> watts, List<Integer> volts) {
    this.words = words;
    this.watts = watts;
    this.volts = volts;
  }

  /** The length of an entry in bytes. */
  int length() {
    return HEAD + 2 * words;
  }

  int channels() {
    return watts.size();
  }

  /** The word with the power of a channel, in W; the first channel is 0. */
  int watts(int channel) {
    return watts.get(channel);
  }

  /** The word with the grid voltage of a channel, in V; -1 if there is none. */
  int volts(int channel) {
    return channel < volts.size() ? volts.get(channel) : -1;
  }
}
