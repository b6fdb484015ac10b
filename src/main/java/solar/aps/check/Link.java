package solar.aps.check;

/** A part of the chain; each has an exit code of its own. */
public enum Link {
  /** The settings, and the files they name that are needed to start. */
  SETTINGS,
  /** The ECU and its page. */
  ECU,
  /** A sink other than PVOutput. */
  SINK,
  /** Publishing to PVOutput. */
  PVOUTPUT
}
