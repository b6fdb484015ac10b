package solar.aps;

import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.camel.main.Main;
import solar.aps.config.CommonKeys;
import solar.aps.config.Settings;
import solar.aps.flow.FlowListener;
import solar.aps.flow.Plugins;
import solar.aps.history.History;
import solar.aps.json.SummaryJson;
import solar.aps.layout.Layout;
import solar.aps.metrics.ObservePages;
import solar.aps.sink.SinkDirectory;
import solar.aps.source.EcuKeys;
import solar.aps.watch.Memories;
import solar.aps.web.Address;
import solar.aps.web.PageFiles;
import solar.aps.web.WebServer;
import solar.aps.web.api.Api;
import solar.aps.web.api.Days;
import solar.aps.web.api.EcuHistory;
import solar.aps.web.api.Watcher;

/** All that is behind {@code web.port}. A program that does not have it never loads this class. */
public final class Web {
  private Web() {}

  /**
   * Makes {@code main} serve the page, its JSON, health and metrics from its start to its end.
   *
   * @param main a Camel main that has not been started
   * @param port where to listen
   * @param clock the time of the flow
   * @param plugins their backlogs are shown
   * @return the listener that the flow must notify
   * @throws IOException if nothing can listen there; the message says why and what to do
   */
  public static FlowListener install(
      Main main, int port, Settings settings, Clock clock, Plugins plugins) throws IOException {
    SummaryJson json = new SummaryJson();
    Function<String, History> histories = ecu -> new History(settings.of(ecu), ecu, json);
    Memories memories = new Memories(settings, clock);
    Supplier<List<String>> sinks = () -> new SinkDirectory(main.getCamelContext()).ids();
    Api api =
        new Api(
            new Watcher(memories, sinks, plugins::title, plugins::backlogs, clock),
            new Days(
                EcuKeys.polled(settings).stream()
                    .map(ecu -> days(settings, ecu, histories.apply(ecu)))
                    .toList()));
    Address address =
        new Address(
            settings.get(WebKeys.HOST),
            port,
            settings.find(WebKeys.ALLOWED_HOSTS).orElse(List.of()));
    // Camel starts and stops it
    main.bind(
        "webServer",
        new WebServer(
            address,
            List.of(
                new ObservePages(memories, sinks, plugins::backlogs, clock),
                api,
                new PageFiles(api::texts))));
    memories.recall(histories);
    return memories;
  }

  private static EcuHistory days(Settings settings, String ecu, History history) {
    Settings own = settings.of(ecu);
    return new EcuHistory(
        CommonKeys.label(settings, ecu),
        own.get(CommonKeys.TIME_ZONE),
        own.get(CommonKeys.POLL_INTERVAL),
        Layout.of(own),
        history);
  }
}
