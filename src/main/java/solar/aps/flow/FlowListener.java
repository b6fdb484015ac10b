package solar.aps.flow;

import java.util.Map;
import java.util.Optional;
import solar.aps.deadletter.DeadLetter;

/** Whoever watches the flow. It returns at once and throws nothing. */
public interface FlowListener {
  /** For a flow that nobody watches. */
  FlowListener NOBODY = new FlowListener() {};

  /**
   * A poll begins.
   *
   * @param ecu the name of the ECU
   */
  default void cycleBegan(String ecu) {}

  /**
   * A cycle has ended.
   *
   * @param ecu the name of the ECU
   * @param outcome empty if the ECU could not be read
   */
  default void cycleEnded(String ecu, Optional<CycleOutcome> outcome) {}

  /**
   * The panels of an ECU were looked at, or what was found the last time is known again.
   *
   * @param health by panel ID: 1 is as usual, 0 is silent
   */
  default void panelsChecked(String ecu, Map<String, Double> health) {}

  /** Something failed for good. */
  default void givenUp(DeadLetter letter) {}
}
