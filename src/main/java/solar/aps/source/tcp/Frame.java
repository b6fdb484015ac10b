package solar.aps.source.tcp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import solar.aps.source.SourceException;

/**
 * One answer of the ECU's port: {@code APS}, a group, the length in four digits, the command, what
 * was asked for, {@code END} and a line feed. Numbers are unsigned, with the highest byte first.
 * Offsets count from the A of {@code APS}. There is no checksum: the length is all there is to go
 * by.
 */
final class Frame {
  /** The most bytes that four digits can declare, and the line feed. */
  static final int MAX_BYTES = 10_000;

  /** Where the body begins, behind the command. */
  static final int BODY = 13;

  private static final int COMMAND = 9;
  private static final int LENGTH = 5;
  private static final String END = "END";

  /** The length of a refusal: two digits for a body, and no {@code END}. */
  private static final int REFUSAL = BODY + 2;

  private static final Pattern HEAD = Pattern.compile("APS1[12][0-9]{4}");
  private static final Pattern DIGITS = Pattern.compile("[0-9]+");
  private static final int SHOWN_BYTES = 32;

  private final byte[] bytes;
  private final int end;

  private Frame(byte[] bytes, int end) {
    this.bytes = bytes;
    this.end = end;
  }

  /**
   * Checks an answer.
   *
   * @throws SourceException if these bytes are no whole answer to this command
   */
  static Frame of(byte[] bytes, Command command) throws SourceException {
    if (bytes.length == 0) {
      throw new SourceException(
          "the ECU hung up without an answer to command %s. It has just started or is busy: wait for the next poll; if it stays, switch the ECU off and on"
              .formatted(command.code()));
    }
    int length = declaredLength(bytes, bytes.length);
    if (length < REFUSAL) {
      throw broken(bytes, "it does not begin as an ECU's answer does", "ecu.host and ecu.tcp-port");
    }
    int end = end(bytes, length);
    if (end < REFUSAL) {
      throw new SourceException(
          "the ECU's answer to command %s is cut off: found %d bytes, expected %d. Wait for the next poll; if it stays, switch the ECU off and on"
              .formatted(command.code(), bytes.length, length + 1));
    }
    Frame frame = new Frame(bytes, end);
    if (!frame.text(COMMAND, BODY).equals(command.code())) {
      throw broken(bytes, "it is no answer to command " + command.code(), "ecu.host");
    }
    return frame;
  }

  private static SourceException broken(byte[] bytes, String what, String keys) {
    return new SourceException(
        "the answer is not understood: %s; found the bytes %s. Check %s; if they are right, report these bytes to the project"
            .formatted(
                what,
                HexFormat.of().formatHex(Arrays.copyOf(bytes, Math.min(bytes.length, SHOWN_BYTES))),
                keys));
  }

  /**
   * How many bytes the answer has without its line feed.
   *
   * @param count how many of the bytes have come
   * @return -1 if its beginning has not come, or is not that of an answer
   */
  static int declaredLength(byte[] bytes, int count) {
    String head = new String(bytes, 0, Math.min(count, COMMAND), ISO_8859_1);
    return HEAD.matcher(head).matches() ? Integer.parseInt(head.substring(LENGTH)) : -1;
  }

  /** Whether all has come that matters: some firmware leaves the {@code END} away. */
  static boolean lacksOnlyItsEnd(byte[] bytes, int count) {
    int length = declaredLength(bytes, count);
    return length >= REFUSAL && count >= Math.max(REFUSAL, length - END.length());
  }

  /** Where the content ends; -1 if it is not all there. */
  private static int end(byte[] bytes, int length) {
    int content = length - END.length();
    String rest =
        content < 0 || content > bytes.length
            ? ""
            : new String(bytes, content, Math.min(bytes.length, length) - content, ISO_8859_1);
    if (length > REFUSAL && rest.equals(END)) {
      return content;
    }
    if (bytes.length >= length) {
      return length;
    }
    boolean whole = lacksOnlyItsEnd(bytes, bytes.length);
    return whole && (END.startsWith(rest) || rest.equals("\n")) ? content : -1;
  }

  /** Where its content ends. */
  int end() {
    return end;
  }

  /** Why the ECU refuses, in two digits; empty if it does not. */
  Optional<String> refusal() {
    return end == REFUSAL && declaredLength(bytes, bytes.length) == REFUSAL
        ? Optional.of(text(BODY, REFUSAL))
        : Optional.empty();
  }

  /** The characters from one offset to another. */
  String text(int from, int to) {
    return new String(bytes, from, to - from, ISO_8859_1);
  }

  /** Two digits in each byte; empty if these bytes are none. */
  Optional<String> digits(int from, int to) {
    String hex = HexFormat.of().formatHex(bytes, from, to);
    return Optional.of(hex).filter(text -> DIGITS.matcher(text).matches());
  }

  int oneByte(int offset) {
    return bytes[offset] & 0xff;
  }

  int twoBytes(int offset) {
    return oneByte(offset) << 8 | oneByte(offset + 1);
  }

  long fourBytes(int offset) {
    return (long) twoBytes(offset) << 16 | twoBytes(offset + 2);
  }

  /** All its bytes, for a report. */
  String hex() {
    return HexFormat.of().formatHex(bytes);
  }
}
