package solar.aps.demo.ecu;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;

/**
 * The answers of an ECU-R at its TCP port, for the same panels as on the pages. This port has no
 * word for a channel that is silent while its inverter is not: such a channel gives 0 W.
 */
public final class PortFrames {
  /** The id of the simulated ECU. */
  public static final String ECU_ID = "216000099001";

  private static final DateTimeFormatter ROUND = DateTimeFormatter.ofPattern("uuuuMMddHHmmss");
  private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("HHmm");
  private static final int SERIAL_DIGITS = 12;

  private PortFrames() {}

  /** The answer to command 0001 after this round, in the ECU's local time. */
  static byte[] info(LocalDateTime round) {
    long today = SolarDay.ROOF.wattHours(round);
    List<Inverter> inverters = SolarDay.ROOF.inverters(round);
    ByteBuffer body = ByteBuffer.allocate(128);
    body.put(ascii(ECU_ID + "01"));
    body.putInt((int) (SolarDay.ROOF.lifetimeWattHours(round) / 100));
    body.putInt((int) SolarDay.ROOF.watts(round));
    body.putInt((int) (today / 10));
    body.put(HexFormat.of().parseHex("d0".repeat(7)));
    body.putShort((short) inverters.size());
    body.putShort((short) inverters.stream().filter(Inverter::reported).count());
    body.put(ascii("10" + "012ECU_R_9.9.9d" + "009Etc/GMT-8"));
    body.put(HexFormat.of().parseHex("80971b0a0b0c000000000000"));
    return frame("0001", body);
  }

  /** The answer to command 0002 after this round, in the ECU's local time. */
  static byte[] inverters(LocalDateTime round) {
    List<Inverter> inverters = SolarDay.ROOF.inverters(round);
    ByteBuffer body = ByteBuffer.allocate(1024);
    body.put(ascii("0001"));
    body.putShort((short) inverters.size());
    body.put(HexFormat.of().parseHex(ROUND.format(round)));
    inverters.forEach(inverter -> put(body, inverter));
    return frame("0002", body);
  }

  /** The answer to command 0003 for a day, as far as it has come by this round. */
  static byte[] curve(LocalDate day, LocalDateTime round) {
    ByteBuffer body = ByteBuffer.allocate(2048);
    body.put(ascii("00"));
    SolarDay.ROOF
        .curve(day, round)
        .forEach(
            (time, watts) -> {
              body.put(HexFormat.of().parseHex(MINUTE.format(time)));
              body.putShort(watts.shortValue());
            });
    return frame("0003", body);
  }

  /** The answer of an ECU that has nothing to tell, which has no END. */
  public static byte[] refusal(String command, String status) {
    return ascii("APS110015" + command + status + "\n");
  }

  private static void put(ByteBuffer body, Inverter inverter) {
    String serial = inverter.panels().get(0).id().substring(0, SERIAL_DIGITS);
    body.put(HexFormat.of().parseHex(serial));
    body.put((byte) (inverter.reported() ? 1 : 0));
    body.put(ascii("01"));
    body.putShort((short) (inverter.reported() ? Math.round(inverter.hertz() * 10) : 0));
    body.putShort((short) (inverter.reported() ? inverter.celsius() + 100 : 100));
    int volts =
        inverter.panels().stream()
            .flatMap(panel -> panel.output().stream())
            .mapToInt(Inverter.Output::volts)
            .findFirst()
            // what was measured last stays there for the night
            .orElse(231);
    for (Inverter.Panel panel : inverter.panels()) {
      body.putShort(panel.output().map(output -> (short) output.watts()).orElse((short) 0));
      body.putShort((short) volts);
    }
  }

  private static byte[] frame(String command, ByteBuffer body) {
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    // the length counts from the A to the D, without the line feed
    frame.writeBytes(ascii("APS11%04d%s".formatted(13 + body.position() + 3, command)));
    frame.write(body.array(), 0, body.position());
    frame.writeBytes(ascii("END\n"));
    return frame.toByteArray();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(US_ASCII);
  }
}
