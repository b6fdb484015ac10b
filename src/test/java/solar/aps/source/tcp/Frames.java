package solar.aps.source.tcp;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Stream;
import solar.aps.source.Examples;
import solar.aps.source.SourceException;

/** The folders of example answers, in the order of their names, and the way to read one. */
final class Frames {
  static final String ECU_ID = "216000099001";

  private static final Examples EXAMPLES = Examples.in("/frames");

  private Frames() {}

  static Stream<Path> all() {
    return EXAMPLES.all();
  }

  /** Those that can be read. */
  static Stream<Path> read() {
    return all().filter(folder -> Files.exists(folder.resolve("expected.json")));
  }

  /** Those that cannot. */
  static Stream<Path> refused() {
    return all().filter(folder -> Files.exists(folder.resolve("expected-error.txt")));
  }

  static byte[] bytes(String name) {
    return bytes(EXAMPLES.folder(name));
  }

  static byte[] bytes(Path folder) {
    try {
      String hex = Files.readString(folder.resolve("frame.hex"));
      return HexFormat.of().parseHex(hex.replaceAll("\\s", ""));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static boolean isInfo(byte[] frame) {
    return frame.length >= 13
        && new String(Arrays.copyOfRange(frame, 9, 13), US_ASCII).equals("0001");
  }

  static EcuInfo info(byte[] answer) throws SourceException {
    return EcuInfo.read(Frame.of(answer, Command.INFO));
  }

  static InverterTable table(byte[] answer) throws SourceException {
    return InverterTable.read(Frame.of(answer, Command.INVERTERS), ECU_ID);
  }
}
