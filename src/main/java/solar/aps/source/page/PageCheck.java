package solar.aps.source.page;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.apache.camel.ProducerTemplate;
import solar.aps.check.Finding;
import solar.aps.config.Settings;
import solar.aps.generation.EcuReading;
import solar.aps.plugin.Services;
import solar.aps.source.EcuKeys;
import solar.aps.source.NetworkFault;
import solar.aps.source.ReadingCheck;
import solar.aps.source.Source;
import solar.aps.source.SourceException;

/** What {@code --check} shows of an ECU that is read by its page. */
final class PageCheck {
  private PageCheck() {}

  /**
   * @param source reads the page
   */
  static List<Finding> findings(Source source, Services services, ProducerTemplate camel) {
    return new ReadingCheck(source, "ECU page", services)
        .findings(
            services.settings().get(EcuKeys.HOST),
            () -> connect(services.settings()),
            camel,
            reading -> reading.source() + " (" + form(reading) + ")");
  }

  private static void connect(Settings settings) throws SourceException {
    URI ecu = URI.create("http://" + settings.get(EcuKeys.HOST));
    Duration timeout = settings.get(EcuKeys.TIMEOUT);
    try (Socket socket = new Socket()) {
      int port = PageKeys.port(settings);
      socket.connect(new InetSocketAddress(ecu.getHost(), port), (int) timeout.toMillis());
    } catch (IOException e) {
      throw new SourceException(NetworkFault.words(e, ecu.toString(), timeout), e);
    }
  }

  private static String form(EcuReading reading) {
    return reading.source().contains("/cgi-bin/")
        ? "the form of the oldest firmware"
        : "a form of later firmware";
  }
}
