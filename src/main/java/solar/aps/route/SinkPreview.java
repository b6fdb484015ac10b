package solar.aps.route;

import solar.aps.generation.GenerationSummary;

/**
 * Tells what a sink written in Java would do with a summary, and does nothing of it. It stands in
 * the registry under the ID of the sink's route.
 */
@FunctionalInterface
public interface SinkPreview {
  /**
   * What the sink would do, exactly, and without secrets: a text that goes on after "the sink
   * would".
   */
  String of(GenerationSummary summary);
}
