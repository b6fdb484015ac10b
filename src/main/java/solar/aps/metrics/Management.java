package solar.aps.metrics;

import java.io.IOException;
import java.time.Clock;
import java.util.List;
import org.apache.camel.main.Main;
import solar.aps.config.Settings;
import solar.aps.flow.FlowListener;
import solar.aps.flow.Plugins;
import solar.aps.sink.SinkDirectory;

/** Health and metrics of a flow. A program that does not need them never loads this class. */
public final class Management {
  private Management() {}

  /**
   * Where to listen, and for whom.
   *
   * @param host the name or the address of the interface of this machine that is listened at
   * @param port the port there, 1 to 65535
   * @param allowedHosts more names by which it may be asked for, in lower case
   */
  public record Address(String host, int port, List<String> allowedHosts) {}

  /**
   * Makes {@code main} serve {@code /observe/health} and {@code /observe/metrics} from its start to
   * its end.
   *
   * @param main a Camel main that has not been started
   * @param address where to listen
   * @param clock the time of the flow
   * @param plugins their backlogs are shown
   * @return the listener that the flow must notify
   * @throws IOException if nothing can listen there; the message says why and what to do
   */
  public static FlowListener install(
      Main main, Address address, Settings settings, Clock clock, Plugins plugins)
      throws IOException {
    Memories memories = new Memories(settings, clock);
    Metrics metrics =
        new Metrics(
            memories, () -> new SinkDirectory(main.getCamelContext()).ids(), plugins::backlogs);
    // Camel starts and stops it
    main.bind(
        "managementServer",
        server(address, new Pages(new Health(memories, plugins::backlogs, clock), metrics)));
    return memories;
  }

  private static ManagementServer server(Address address, Pages pages) throws IOException {
    try {
      return new ManagementServer(address, pages);
    } catch (IOException e) {
      throw new IOException(
          "health and metrics cannot be served at %s, port %d (%s). Set management.host to an address of this machine, and management.port to a port above 1023 that no other program has"
              .formatted(address.host(), address.port(), e.getMessage()));
    }
  }
}
