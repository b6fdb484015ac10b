package solar.aps.flow;

import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import solar.aps.generation.GenerationSummary;
import solar.aps.plugin.Services;
import solar.aps.sink.SinkDirectory;

/**
 * Stands in for the sinks: shows what each of them would do with a summary, and gives it to none.
 */
final class DryRun implements Processor {
  private final Services services;
  private final Plugins plugins;

  DryRun(Services services, Plugins plugins) {
    this.services = services;
    this.plugins = plugins;
  }

  /** Shows what the sinks would do with the summary, in the order of their IDs. */
  @Override
  public void process(Exchange cycle) {
    GenerationSummary summary = cycle.getMessage().getBody(GenerationSummary.class);
    StringBuilder all = new StringBuilder();
    String whose = summary.ecu() == null ? "" : summary.ecu() + ": ";
    for (String id : new SinkDirectory(cycle.getContext()).ids()) {
      String deed =
          plugins
              .sink(id)
              .map(sink -> sink.preview(summary))
              // what a YAML sink makes of the summary cannot be known without running it
              .orElseGet(() -> "get this as JSON:\n" + services.json().whole(summary));
      all.append(whose).append(id).append(" would ").append(deed.strip()).append("\n\n");
    }
    // at once, or those of another ECU would stand between them
    services.out().print(services.settings().masked(all.toString()));
    cycle.getMessage().setBody(new CycleOutcome(summary, List.of()));
  }
}
