package solar.aps.sink.pvoutput;

import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;

/** Calls to PVOutput, by the route that makes them. */
final class Calls {
  /** The endpoint that sends the body to the page named in a header: for an answer of PVOutput. */
  static final String CALL = "direct:pvoutput-call";

  /** The exchange property with the {@link PvOutputSettings} of whoever calls. */
  private static final String CALLER = "solar.aps.pvoutput";

  private final ProducerTemplate camel;
  private final PvOutputSettings caller;

  /**
   * @param camel of a context in which the publishing routes run
   * @param caller whose system it is about
   */
  Calls(ProducerTemplate camel, PvOutputSettings caller) {
    this.camel = camel;
    this.caller = caller;
  }

  /** Adds the headers by which PVOutput knows the caller. */
  static void addHeaders(Exchange call) {
    PvOutputSettings caller = call.getProperty(CALLER, PvOutputSettings.class);
    call.getMessage().getHeaders().putAll(Request.headers(caller));
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
              exchange.setProperty(CALLER, caller);
              exchange.getMessage().setHeader(Exchange.HTTP_PATH, page);
              exchange.getMessage().setHeader(Exchange.HTTP_QUERY, query);
              exchange.getMessage().setBody(body);
            });
    return call.getException() == null
        ? call.getMessage().getBody(PvOutputAnswer.class)
        : PvOutputAnswer.none(String.valueOf(call.getException().getMessage()));
  }
}
