package solar.aps.sink;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/** What a sink keeps until it can be delivered, for whoever watches the flow. */
public interface Backlog {
  /** The ID of the sink. */
  String sink();

  /** The name of the ECU whose readings wait, or null if they are of all. */
  String ecu();

  /** How many readings wait; empty while that is not known. */
  OptionalInt waiting();

  /** Since when readings wait without one being taken; empty if none waits. */
  Optional<Instant> stuckSince();

  /** Why the settings are refused, if nothing is sent because of it. */
  Optional<String> refusal();
}
