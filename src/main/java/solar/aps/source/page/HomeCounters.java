package solar.aps.source.page;

import java.util.List;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import solar.aps.config.Settings;
import solar.aps.generation.EcuReading;
import solar.aps.generation.Energy;
import solar.aps.http.HttpPolicy;
import solar.aps.source.EcuKeys;

/**
 * Adds the counters of the ECU's home page to a reading. A reading without them is a good reading,
 * so nothing here is a failure; an ECU that has no home page is not asked for it again.
 */
final class HomeCounters {
  private static final Logger LOG = LoggerFactory.getLogger(HomeCounters.class);

  private final ProducerTemplate camel;
  private final Settings settings;
  private volatile List<String> paths = HomePage.PATHS;

  HomeCounters(ProducerTemplate camel, Settings settings) {
    this.camel = camel;
    this.settings = settings;
  }

  /** Adds them to the reading in the body. */
  void add(Exchange poll) {
    EcuReading reading = poll.getMessage().getBody(EcuReading.class);
    poll.getMessage().setBody(reading.with(energy().orElse(Energy.UNKNOWN)));
  }

  private Optional<Energy> energy() {
    for (String path : paths) {
      String url = "http://" + settings.get(EcuKeys.HOST) + path;
      Exchange asked = camel.request(HttpPolicy.get(url, settings.get(EcuKeys.TIMEOUT)), get -> {});
      if (asked.getException() == null) {
        paths = List.of(path);
        return Optional.ofNullable(asked.getMessage().getBody(byte[].class))
            .flatMap(HomePage::energy);
      }
      if (!isMissing(asked.getException())) {
        LOG.debug("{} gave no counters: {}", url, asked.getException().toString());
        return Optional.empty();
      }
    }
    paths = List.of();
    return Optional.empty();
  }

  private static boolean isMissing(Exception failure) {
    return failure instanceof HttpOperationFailedException answer
        && answer.getHttpResponseCode() == 404;
  }
}
