package solar.aps.source.tcp;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import solar.aps.check.Words;
import solar.aps.generation.PanelReading;
import solar.aps.source.Believable;
import solar.aps.source.Warnings;

/**
 * Turns entries into panels, and notes what was odd about them. A channel is named as the ECU's
 * page names those of the same inverters: 1, 2 and so on behind the serial number.
 */
final class Panels {
  private final Warnings warnings = new Warnings("in the answer");
  private final List<PanelReading> panels = new ArrayList<>();
  private final String ecuId;
  private final Set<String> serials = new HashSet<>();
  private final List<String> unread = new ArrayList<>();

  /**
   * @param ecuId the id of the ECU, which is no inverter though some list it among them
   */
  Panels(String ecuId) {
    this.ecuId = ecuId;
  }

  List<PanelReading> list() {
    return List.copyOf(panels);
  }

  List<String> warnings() {
    return warnings.list();
  }

  void warn(String warning) {
    warnings.add(warning);
  }

  /**
   * Adds the panels of an inverter. What an inverter that is offline has left behind is old and
   * makes no sense (-100 °C, say): its panels are missing.
   *
   * @param round when the ECU last asked its inverters, in its local time, or null
   */
  void add(Entry entry, LocalDateTime round) {
    if (entry.serial().equals(ecuId)) {
      return;
    }
    if (!serials.add(entry.serial())) {
      warn("Inverter " + entry.serial() + " is skipped where it stands once more.");
      return;
    }
    Layout layout = entry.layout().orElse(Layout.NEVER_HEARD);
    if (!entry.isOfKnownType()) {
      warnOfType(entry, layout);
    }
    if (layout == Layout.NEVER_HEARD) {
      panels.add(missing(entry.serial()));
    } else if (entry.isOnline()) {
      addOnline(entry, layout, round);
    } else {
      names(entry, layout).forEach(name -> panels.add(missing(name)));
    }
  }

  private void warnOfType(Entry entry, Layout layout) {
    if (layout == Layout.NEVER_HEARD) {
      unread.add(entry.serial());
    } else {
      warn(
          "Inverter %s: found the type %s, which is not known; it is read as one of %d channels, because its entry is as long. Compare its power with that in the ECU's app, and report it to the project."
              .formatted(entry.serial(), entry.type(), layout.channels()));
    }
  }

  /**
   * Notes what could not be read, in one warning with the whole answer.
   *
   * @param left how many inverters there are behind those that were added
   */
  void warnOfUnread(int left, Frame frame) {
    List<String> lost = new ArrayList<>();
    if (!unread.isEmpty()) {
      lost.add("missing, being of a type that is not known: " + String.join(", ", unread));
    }
    if (left > 0) {
      lost.add(
          "left out, being of a type that is not known or standing behind one: "
              + Words.count(left, "inverter"));
    }
    if (!lost.isEmpty()) {
      warn(
          "Of the inverters are %s. Report this answer to the project: %s"
              .formatted(String.join("; ", lost), frame.hex()));
    }
  }

  private void addOnline(Entry entry, Layout layout, LocalDateTime round) {
    String inverter = "Inverter " + entry.serial();
    Double hertz = believed(Believable.HERTZ, entry.hertz(), inverter);
    Double celsius = believed(Believable.CELSIUS, entry.celsius(), inverter);
    List<String> names = names(entry, layout);
    for (int channel = 0; channel < layout.channels(); channel++) {
      String panel = "Panel " + names.get(channel);
      Double watts = believed(Believable.WATTS, entry.word(layout.watts(channel)), panel);
      int volts = layout.volts(channel);
      panels.add(
          new PanelReading(
              names.get(channel),
              watts == null ? null : watts.intValue(),
              hertz,
              volts < 0 ? null : believed(Believable.VOLTS, entry.word(volts), panel),
              celsius,
              round));
    }
  }

  private Double believed(Believable range, double value, String whose) {
    if (range.allows(value)) {
      return value;
    }
    warn(
        String.format(
            Locale.ROOT,
            "%s: found %.1f %s, expected a value from %s; it counts as missing.",
            whose,
            value,
            range.unit(),
            range.range()));
    return null;
  }

  private static List<String> names(Entry entry, Layout layout) {
    return IntStream.rangeClosed(1, layout.channels())
        .mapToObj(channel -> entry.serial() + "-" + channel)
        .toList();
  }

  private static PanelReading missing(String name) {
    return new PanelReading(name, null, null, null, null, null);
  }
}
