package solar.aps.source.page;

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
  private volatile boolean missing;

  HomeCounters(ProducerTemplate camel, Settings settings) {
    this.camel = camel;
    this.settings = settings;
  }

  /** Adds them to the reading in the body. */
  void add(Exchange poll) {
    EcuReading reading = poll.getMessage().getBody(EcuReading.class);
    if (!missing) {
      poll.getMessage().setBody(reading.with(energy(reading).orElse(Energy.UNKNOWN)));
    }
  }

  private Optional<Energy> energy(EcuReading reading) {
    String url = "http://" + settings.get(EcuKeys.HOST) + HomePage.path(reading.source());
    Exchange asked = camel.request(HttpPolicy.get(url, settings.get(EcuKeys.TIMEOUT)), get -> {});
    if (asked.getException() != null) {
      missing = isMissing(asked.getException());
      LOG.debug("{} gave no counters: {}", url, asked.getException().toString());
      return Optional.empty();
    }
    return Optional.ofNullable(asked.getMessage().getBody(byte[].class)).flatMap(HomePage::energy);
  }

  private static boolean isMissing(Exception failure) {
    return failure instanceof HttpOperationFailedException answer
        && answer.getHttpResponseCode() == 404;
  }
}
