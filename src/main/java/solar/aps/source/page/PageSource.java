package solar.aps.source.page;

import com.google.auto.service.AutoService;
import java.io.IOException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.http.base.HttpOperationFailedException;
import solar.aps.check.Finding;
import solar.aps.config.Key;
import solar.aps.config.Settings;
import solar.aps.generation.EcuReading;
import solar.aps.http.HttpPolicy;
import solar.aps.source.DayCurve;
import solar.aps.source.EcuKeys;
import solar.aps.source.NetworkFault;
import solar.aps.source.NoSuchSourceException;
import solar.aps.source.Sighting;
import solar.aps.source.Source;
import solar.aps.source.SourceException;

/**
 * Asks the ECU for its readings page and reads it: one {@link EcuReading}, or an exception that
 * says what the ECU did instead. ECUs serve their page under one of a few paths; where one gives
 * 404 the next is tried, and the one that works is asked first from then on.
 */
@AutoService(Source.class)
public final class PageSource extends Source {
  private static final String URL = "solar.aps.source";

  /** Found by itself. */
  public PageSource() {
    super("page", 1);
  }

  /** The ECU has no page under this path. */
  private static final class NoSuchPageException extends NoSuchSourceException {
    private static final long serialVersionUID = 1L;

    NoSuchPageException(String message, Throwable cause) {
      super(message, cause);
    }
  }

  @Override
  public List<Key<?>> keys() {
    return List.of(PageKeys.PATH);
  }

  @Override
  public Duration longestTry() {
    int calls = isEnergyWanted() ? 2 : 1;
    return settings().get(EcuKeys.TIMEOUT).multipliedBy(HttpPolicy.WHOLE_CALL * calls);
  }

  @Override
  public List<Finding> check() {
    return PageCheck.findings(this, services(), getContext().createProducerTemplate());
  }

  @Override
  public Optional<Sighting> look(ProducerTemplate camel) {
    return PageLook.at(settings(), camel);
  }

  @Override
  public Optional<DayCurve> curve(ProducerTemplate camel, LocalDate day) throws SourceException {
    String url = "http://" + settings().get(EcuKeys.HOST) + PowerGraph.PATH;
    Exchange asked =
        camel.request(
            HttpPolicy.post(url, settings().get(EcuKeys.TIMEOUT)),
            post -> {
              post.getMessage()
                  .setHeader(Exchange.CONTENT_TYPE, "application/x-www-form-urlencoded");
              post.getMessage().setBody("date=" + day);
            });
    if (asked.getException() != null) {
      throw new NoSuchSourceException(
          "the ECU gives no curve at %s (%s)".formatted(url, asked.getException().getMessage()),
          asked.getException());
    }
    byte[] answer = asked.getMessage().getBody(byte[].class);
    ZoneId zone = services().clock().getZone();
    return Optional.of(PowerGraph.read(answer == null ? new byte[0] : answer, day, zone));
  }

  @Override
  public void configure() {
    List<String> pages = new ArrayList<>();
    for (String path : PageKeys.paths(settings())) {
      pages.add(endpoint() + path.replaceAll("[^A-Za-z0-9]+", "-"));
      page(pages.get(pages.size() - 1), "http://" + settings().get(EcuKeys.HOST) + path);
    }

    fromPolls()
        .loadBalance()
        .failover(pages.size() - 1, false, true, true, NoSuchPageException.class)
        .to(pages.toArray(String[]::new))
        .end()
        .process(PageSource::read)
        .filter(poll -> isEnergyWanted())
        .process(new HomeCounters(getContext().createProducerTemplate(), settings())::add);
  }

  private Settings settings() {
    return services().settings();
  }

  private void page(String endpoint, String url) {
    from(endpoint)
        .routeId(endpoint.substring("direct:".length()))
        .errorHandler(noErrorHandler())
        .setProperty(URL, constant(url))
        .doTry()
        .to(HttpPolicy.get(url, settings().get(EcuKeys.TIMEOUT)))
        .convertBodyTo(byte[].class)
        .doCatch(HttpOperationFailedException.class, IOException.class)
        .process(this::explain)
        .end();
  }

  private static void read(Exchange exchange) throws SourceException {
    byte[] page = exchange.getMessage().getBody(byte[].class);
    try {
      EcuReading reading =
          EcuPage.read(
              page == null ? new byte[0] : page,
              exchange.getProperty(URL, String.class),
              takenAt(exchange));
      exchange.getMessage().setBody(reading);
    } catch (EcuPageException e) {
      throw e.isOtherPage() ? new NoSuchSourceException(e.getMessage(), e) : e;
    }
  }

  private void explain(Exchange exchange) throws SourceException {
    Exception cause = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
    String url = exchange.getProperty(URL, String.class);
    if (cause instanceof HttpOperationFailedException answer) {
      exchange.getMessage().setBody(answer.getResponseBody());
      if (answer.getHttpResponseCode() == 404) {
        throw new NoSuchPageException(
            "the ECU at %s answers, but its readings page is gone (404 at %s): firmware without web pages. With ecu.source=auto such an ECU is read at its port 8899; if the page has only moved, set ecu.path"
                .formatted(
                    settings().get(EcuKeys.HOST), String.join(" and ", PageKeys.paths(settings()))),
            cause);
      }
      throw new SourceException(
          "the ECU answered HTTP %d%s instead of its readings page at %s. Open that address in a browser; if it fails there too, switch the ECU off and on"
              .formatted(
                  answer.getHttpResponseCode(),
                  answer.getRedirectLocation() == null
                      ? ""
                      : " (a redirect to " + answer.getRedirectLocation() + ")",
                  url),
          cause);
    }
    throw NetworkFault.of(cause, NetworkFault.words(cause, url, settings().get(EcuKeys.TIMEOUT)));
  }
}
