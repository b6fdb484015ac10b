package solar.aps.http;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.camel.component.http.HttpComponent;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.concurrent.Cancellable;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.util.Timeout;

/**
 * How every HTTP call behaves, those of YAML sinks included: it ends in time and in bounds,
 * whatever the other side does, and leaves nothing behind for the next one.
 */
public final class HttpPolicy {
  /** An ECU's page with a hundred panels has 60 KiB. */
  static final int MAX_ANSWER_BYTES = 1 << 20;

  /** A call may take this many times as long as the wait for its first byte. */
  public static final int WHOLE_CALL = 2;

  private static final Timeout TIMEOUT = Timeout.ofSeconds(10);
  private static final int MAX_CONNECTIONS = 10_000;
  private static final int MAX_HEADERS = 100;
  private static final int MAX_HEADER_LINE = 8192;

  private HttpPolicy() {}

  /**
   * The endpoint of a GET that is content with nothing but HTTP 200. What is in a house serves few
   * connections at a time, so none is kept.
   *
   * @param timeout for connecting and for each wait on an answer
   */
  public static String get(String url, Duration timeout) {
    return endpoint("GET", url, timeout);
  }

  /** As {@link #get}, for a question that is asked by a form. */
  public static String post(String url, Duration timeout) {
    return endpoint("POST", url, timeout);
  }

  private static String endpoint(String method, String url, Duration timeout) {
    long millis = timeout.toMillis();
    return "%s?httpMethod=%s&okStatusCodeRange=200&connectionClose=true&connectTimeout=%d&responseTimeout=%d&soTimeout=%d"
        .formatted(url, method, millis, millis, millis);
  }

  /** A new HTTP component with this policy, for one scheme. */
  public static HttpComponent component() {
    HttpComponent http = new HttpComponent();
    http.setConnectTimeout(TIMEOUT.toMilliseconds());
    http.setResponseTimeout(TIMEOUT.toMilliseconds());
    http.setSoTimeout(TIMEOUT.toMilliseconds());
    http.setFollowRedirects(false);
    http.setCookieManagementDisabled(true);
    // retries are the business of the error policy
    http.setAutomaticRetriesDisabled(true);
    http.setClientConnectionManager(connections());
    http.setHttpClientConfigurer(
        client ->
            client
                // there are no cookies; the default reads the list of the world's domains for them
                .setDefaultCookieSpecRegistry(name -> null)
                .addExecInterceptorFirst("bounds", HttpPolicy::bounded));
    return http;
  }

  private static HttpClientConnectionManager connections() {
    Http1Config bounds =
        Http1Config.custom()
            .setMaxLineLength(MAX_HEADER_LINE)
            .setMaxHeaderCount(MAX_HEADERS)
            .build();
    return PoolingHttpClientConnectionManagerBuilder.create()
        // each ECU that hangs holds one, and none must wait for another
        .setMaxConnTotal(MAX_CONNECTIONS)
        .setConnectionFactory(
            ManagedHttpClientConnectionFactory.builder().http1Config(bounds).build())
        .setTlsSocketStrategy(
            (socket, host, port, config, context) ->
                Tls.STRATEGY.upgrade(socket, host, port, config, context))
        .build();
  }

  /** Made by the first call that needs it: reading the trusted certificates takes a while. */
  private static final class Tls {
    static final TlsSocketStrategy STRATEGY = DefaultClientTlsStrategy.createDefault();
  }

  /**
   * Reads the whole answer here, where the connection can still be dropped: the client would read
   * an endless answer to its end before it closed it, and its own timeouts begin anew with every
   * byte.
   */
  private static ClassicHttpResponse bounded(
      ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
      throws IOException, HttpException {
    Timeout set = scope.clientContext.getRequestConfigOrDefault().getResponseTimeout();
    long millis = WHOLE_CALL * (set == null ? TIMEOUT : set).toMilliseconds();
    CompletableFuture<Void> end = new CompletableFuture<>();
    end.orTimeout(millis, TimeUnit.MILLISECONDS)
        .exceptionally(
            late -> {
              ((Cancellable) scope.originalRequest).cancel();
              return null;
            });
    try {
      return whole(chain.proceed(request, scope), scope);
    } catch (IOException e) {
      if (end.isCompletedExceptionally()) {
        throw new SocketTimeoutException("no whole answer within " + millis + " ms");
      }
      throw e;
    } finally {
      end.complete(null);
    }
  }

  private static ClassicHttpResponse whole(ClassicHttpResponse response, ExecChain.Scope scope)
      throws IOException {
    HttpEntity entity = response.getEntity();
    if (entity == null) {
      return response;
    }
    byte[] body = entity.getContent().readNBytes(MAX_ANSWER_BYTES + 1);
    if (body.length > MAX_ANSWER_BYTES) {
      scope.execRuntime.discardEndpoint();
      throw new IOException("more than 1 MiB, far more than any page of readings");
    }
    if (!hasUsableCharset(entity.getContentType())) {
      // Camel would lose the answer over the charset of its text
      response.removeHeaders(HttpHeaders.CONTENT_TYPE);
    }
    // the client has uncompressed it: Camel must not try again, of an empty one in vain
    response.removeHeaders(HttpHeaders.CONTENT_ENCODING);
    response.setEntity(new ByteArrayEntity(body, null));
    return response;
  }

  private static boolean hasUsableCharset(String contentType) {
    int charset = contentType == null ? -1 : contentType.toLowerCase().indexOf("charset=");
    try {
      return charset < 0
          || Charset.isSupported(
              contentType
                  .substring(charset + "charset=".length())
                  .split("[;\\s]")[0]
                  .replace("\"", ""));
    } catch (IllegalCharsetNameException | ArrayIndexOutOfBoundsException e) {
      return false;
    }
  }
}
