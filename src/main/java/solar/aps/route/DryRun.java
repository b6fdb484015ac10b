package solar.aps.route;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import solar.aps.generation.GenerationSummary;
import solar.aps.json.SummaryJson;

/**
 * Stands in for the sinks: shows what each of them would do with a summary, and gives it to none.
 */
public final class DryRun implements Processor {
  private final Consumer<String> out;
  private final UnaryOperator<String> mask;
  private final SummaryJson json;

  /**
   * @param out takes what is to be shown
   * @param mask hides the secrets in a text
   */
  public DryRun(Consumer<String> out, UnaryOperator<String> mask, SummaryJson json) {
    this.out = out;
    this.mask = mask;
    this.json = json;
  }

  /** Shows what the sinks would do with the summary, in the order of their IDs. */
  @Override
  public void process(Exchange cycle) {
    GenerationSummary summary = cycle.getMessage().getBody(GenerationSummary.class);
    CamelContext context = cycle.getContext();
    for (String sink : new SinkDirectory(context).ids()) {
      SinkPreview preview =
          context.getRegistry().lookupByNameAndType(SinkDirectory.routeId(sink), SinkPreview.class);
      // what a YAML sink makes of the summary cannot be known without running it
      String deed =
          preview == null ? "get this as JSON:\n" + json.line(summary) : preview.of(summary);
      out.accept(mask.apply(sink + " would " + deed.strip() + "\n"));
    }
    cycle.getMessage().setBody(new CycleOutcome(summary, List.of()));
  }
}
