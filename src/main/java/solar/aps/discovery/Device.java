package solar.aps.discovery;

import solar.aps.check.Words;
import solar.aps.source.Sighting;

/**
 * Something at an address of the network.
 *
 * @param host its address, as for {@code ecu.host}
 * @param sighting what it is
 * @param source the ID of the source that reads it
 */
public record Device(String host, Sighting sighting, String source) {
  /** Whether it can be read as it is. */
  public boolean isReadable() {
    return sighting.advice() == null;
  }

  /** Where it is, what it is, and either what it has or what to do before it can be read. */
  public String words() {
    String who =
        host + "  " + sighting.model() + (sighting.id() == null ? "" : " " + sighting.id());
    if (!isReadable()) {
      return who + "  " + sighting.advice();
    }
    return "%s  source %s%s"
        .formatted(
            who,
            source,
            sighting.inverters() == null
                ? ""
                : "  " + Words.count(sighting.inverters(), "inverter"));
  }

  /** The same with the line for the settings. */
  String line() {
    return isReadable() ? words() + "  ecu.host=" + host : words();
  }
}
