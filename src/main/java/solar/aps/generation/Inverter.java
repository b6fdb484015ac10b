package solar.aps.generation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One microinverter of a reading, with its panels. A value that is not known is {@code null}, never
 * 0.
 *
 * @param serial its serial number, as the source writes it
 * @param online whether it gave the power of any of its panels
 * @param volts grid voltage in V, or null
 * @param hertz grid frequency in Hz, or null
 * @param celsius its temperature in °C, or null
 * @param channels power of its panels in W by channel, such as {@code A} or {@code 1}, in the order
 *     of the source; null where a panel is missing
 */
public record Inverter(
    String serial,
    boolean online,
    Double volts,
    Double hertz,
    Double celsius,
    Map<String, Integer> channels) {
  /** Of a panel whose source names the inverter only. */
  private static final String ONLY_CHANNEL = "1";

  /** Takes a copy of {@code channels}. */
  public Inverter {
    channels = Collections.unmodifiableMap(new LinkedHashMap<>(channels));
  }

  /** The inverters of these panels, in the order of the panels. */
  static List<Inverter> of(List<PanelReading> panels) {
    Map<String, List<PanelReading>> bySerial =
        panels.stream()
            .collect(
                Collectors.groupingBy(
                    panel -> idParts(panel)[0], LinkedHashMap::new, Collectors.toList()));
    List<Inverter> inverters = new ArrayList<>();
    bySerial.forEach((serial, own) -> inverters.add(of(serial, own)));
    return inverters;
  }

  private static Inverter of(String serial, List<PanelReading> panels) {
    Map<String, Integer> channels = new LinkedHashMap<>();
    panels.forEach(panel -> channels.put(channel(panel), panel.watts()));
    return new Inverter(
        serial,
        panels.stream().anyMatch(panel -> panel.watts() != null),
        first(panels, PanelReading::volts),
        first(panels, PanelReading::hertz),
        first(panels, PanelReading::celsius),
        channels);
  }

  private static String channel(PanelReading panel) {
    String[] parts = idParts(panel);
    return parts.length > 1 && !parts[1].isEmpty() ? parts[1] : ONLY_CHANNEL;
  }

  private static String[] idParts(PanelReading panel) {
    return panel.panelId().split("-", 2);
  }

  /** Each row of a page may repeat what belongs to the inverter, or only the first of them. */
  private static Double first(List<PanelReading> panels, Function<PanelReading, Double> value) {
    return panels.stream().map(value).filter(Objects::nonNull).findFirst().orElse(null);
  }
}
