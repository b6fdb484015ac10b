package solar.aps.sink.pvoutput;

import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;

/** Calls to PVOutput, by the route that makes them. */
final class Calls {
  /** The endpoint that sends the body to the page named in a header: for an answer of PVOutput. */
  static final String CALL = "direct:pvoutput-call";

  private final ProducerTemplate camel;

  /**
   * @param camel of a context in which the publishing routes run
   */
  Calls(ProducerTemplate camel) {
    this.camel = camel;
  }

  /** Whether a call may be begun: not while the program ends. */
  boolean areAllowed() {
    return camel.getCamelContext().isRunAllowed();
  }

  /** The answer to the body at this page, or why there is none. */
  PvOutputAnswer send(String page, String body) {
    return send(page, null, body);
  }

  /**
   * @param query what goes behind the page's name and a question mark; null for nothing
   */
  PvOutputAnswer send(String page, String query, String body) {
    Exchange call =
        camel.request(
            CALL,
            exchange -> {
              exchange.getMessage().setHeader(Exchange.HTTP_PATH, page);
              exchange.getMessage().setHeader(Exchange.HTTP_QUERY, query);
              exchange.getMessage().setBody(body);
            });
    return call.getException() == null
        ? call.getMessage().getBody(PvOutputAnswer.class)
        : PvOutputAnswer.none(String.valueOf(call.getException().getMessage()));
  }
}
