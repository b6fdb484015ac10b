package solar.aps.route;

import java.util.Optional;

/**
 * Is told how the flow goes. Whoever watches it binds one in the registry before the flow is
 * installed. It returns at once and throws nothing.
 */
public interface FlowListener {
  /** The name in the registry. */
  String NAME = "flowListener";

  /**
   * A cycle has ended.
   *
   * @param outcome empty if the ECU could not be read
   */
  default void cycleEnded(Optional<CycleOutcome> outcome) {}

  /** Something was given up. */
  default void givenUp(DeadLetter letter) {}
}
