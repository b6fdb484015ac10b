package solar.aps.source.tcp;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import solar.aps.source.Believable;

/**
 * One inverter in the table: a head, and values whose number its type decides.
 *
 * @param frame what it stands in
 * @param offset where it begins
 * @param length in bytes, head included
 */
record Entry(Frame frame, int offset, int length) {
  private static final int ONLINE = 6;
  private static final int TYPE = 7;

  /** Longer than any known; those of rapid-shutdown ECUs have 57 bytes. */
  private static final int LONGEST = 65;

  /** Whether a head may stand there: a serial number, 0 or 1, and two digits. */
  static boolean canBegin(Frame frame, int offset) {
    return offset + Layout.HEAD <= frame.end()
        && frame.digits(offset, offset + ONLINE).isPresent()
        && frame.oneByte(offset + ONLINE) <= 1
        && isDigit(frame.oneByte(offset + TYPE))
        && isDigit(frame.oneByte(offset + TYPE + 1));
  }

  private static boolean isDigit(int character) {
    return character >= '0' && character <= '9';
  }

  /** The lengths that the entry whose head stands there may have, the likeliest first. */
  static List<Integer> lengths(Frame frame, int offset) {
    Entry head = new Entry(frame, offset, Layout.HEAD);
    Optional<Layout> known = known(head.type());
    if (known.isPresent()) {
      return List.of(known.get().length());
    }
    Stream<Layout> likely =
        Stream.of(Layout.TWO_CHANNELS, Layout.FOUR_CHANNELS, Layout.THREE_PHASES);
    Stream<Integer> others =
        Stream.iterate(Layout.HEAD, length -> length <= LONGEST, length -> length + 2);
    return Stream.concat(likely.map(Layout::length), others).distinct().toList();
  }

  private static Optional<Layout> known(String type) {
    return Optional.ofNullable(
        switch (type) {
          case "00" -> Layout.NEVER_HEARD;
          case "01", "04" -> Layout.TWO_CHANNELS;
          case "02" -> Layout.THREE_PHASES;
          case "03" -> Layout.FOUR_CHANNELS;
          default -> null;
        });
  }

  /** Whether its type says how long it is and how to read it. */
  boolean isOfKnownType() {
    return known(type()).isPresent();
  }

  /**
   * How to read it: by its type, or, where that is not known, by its length, if that puts the
   * frequency of a grid where it belongs.
   */
  Optional<Layout> layout() {
    return known(type())
        .or(
            () ->
                Stream.of(Layout.TWO_CHANNELS, Layout.FOUR_CHANNELS, Layout.THREE_PHASES)
                    .filter(layout -> layout.length() == length)
                    .filter(layout -> !isOnline() || Believable.HERTZ.allows(hertz()))
                    .findFirst());
  }

  /** The serial number, as it is printed on the inverter. */
  String serial() {
    return frame.digits(offset, offset + ONLINE).orElseThrow();
  }

  boolean isOnline() {
    return frame.oneByte(offset + ONLINE) == 1;
  }

  String type() {
    return frame.text(offset + TYPE, offset + Layout.HEAD);
  }

  double hertz() {
    return word(0) / 10.0;
  }

  double celsius() {
    return word(1) - 100;
  }

  /** One of its values. */
  int word(int index) {
    return frame.twoBytes(offset + Layout.HEAD + 2 * index);
  }
}
