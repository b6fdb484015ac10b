package solar.aps.source.tcp;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.List;
import java.util.Optional;
import solar.aps.generation.PanelReading;
import solar.aps.source.SourceException;

/**
 * What the inverters reported in the ECU's last round.
 *
 * @param panels at least one, each ID once
 * @param warnings what was odd, one sentence each
 */
record InverterTable(List<PanelReading> panels, List<String> warnings) {
  private static final int MODEL = 15;
  private static final int COUNT = 17;
  private static final int TIME = 19;
  private static final int ENTRIES = 26;

  private static final DateTimeFormatter ROUND =
      DateTimeFormatter.ofPattern("uuuuMMddHHmmss").withResolverStyle(ResolverStyle.STRICT);

  /** The ECU does not have the id that it was asked by. */
  static boolean isOfAnotherEcu(Frame frame) {
    return frame.refusal().equals(Optional.of("01"));
  }

  /**
   * Reads the answer to {@link Command#INVERTERS}.
   *
   * @param ecuId the ECU's own id, which may stand among those of the inverters
   * @throws SourceException if this is no table of inverters
   */
  static InverterTable read(Frame frame, String ecuId) throws SourceException {
    String status = frame.refusal().orElse(frame.text(Frame.BODY, MODEL));
    if (!status.equals("00")) {
      throw refused(status);
    }
    if (frame.end() >= COUNT && frame.text(MODEL, COUNT).equals("02")) {
      throw new SourceException(
          "rapid-shutdown ECU not supported yet: its table of inverters has a form of its own that nobody has shown us. Report this answer to the project, and it can be added: "
              + frame.hex());
    }
    if (frame.end() < ENTRIES) {
      throw broken(frame);
    }
    Panels panels = new Panels(ecuId);
    LocalDateTime round = round(frame);
    if (round == null) {
      panels.warn("The ECU gives no time of its last round, so that old values are not noticed.");
    }
    int count = frame.twoBytes(COUNT);
    Walk walk = new Walk(frame, ENTRIES, count);
    Optional<List<Entry>> whole = walk.whole();
    List<Entry> entries = whole.or(walk::beforeTheUnknown).orElseThrow(() -> broken(frame));
    entries.forEach(entry -> panels.add(entry, round));
    panels.warnOfUnread(count - entries.size(), frame);
    if (panels.list().isEmpty()) {
      throw new SourceException(
          "the ECU shows no inverter that can be read, of %d that it knows. If it has just started, wait ten minutes; if it stays, enter the inverter IDs in the ECU%s"
              .formatted(
                  count,
                  count == 0 ? "" : ", or report this answer to the project: " + frame.hex()));
    }
    return new InverterTable(panels.list(), panels.warnings());
  }

  private static SourceException refused(String status) {
    return new SourceException(
        switch (status) {
          case "01" ->
              "the ECU does not know the id that it has just given as its own. Wait for the next poll; if it stays, switch the ECU off and on";
          case "02" -> "nothing collected yet since the ECU's start; wait ten minutes";
          default ->
              "the ECU refuses to tell of its inverters: found the status \"%s\", expected 00. If it stays, switch the ECU off and on, or report it to the project"
                  .formatted(status);
        });
  }

  private static SourceException broken(Frame frame) {
    return new SourceException(
        "the ECU's table of inverters is broken: its entries do not end where its length and their number say. Wait for the next poll; if it stays, report this answer to the project: "
            + frame.hex());
  }

  private static LocalDateTime round(Frame frame) {
    try {
      return LocalDateTime.parse(frame.digits(TIME, ENTRIES).orElse(""), ROUND);
    } catch (DateTimeException e) {
      return null;
    }
  }
}
