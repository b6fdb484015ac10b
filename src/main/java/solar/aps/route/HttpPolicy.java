package solar.aps.route;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.TimeUnit;
import org.apache.camel.component.http.HttpComponent;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.util.Timeout;

/**
 * How every HTTP call behaves, those of YAML sinks included: it ends in time, whatever the other
 * side does, and leaves nothing behind for the next one.
 */
final class HttpPolicy {
  /** An ECU's page with a hundred panels has 60 KiB. */
  static final int MAX_ANSWER_BYTES = 1 << 20;

  private static final Timeout TIMEOUT = Timeout.ofSeconds(10);

  private HttpPolicy() {}

  /** A new HTTP component with this policy, for one scheme. */
  static HttpComponent component() {
    HttpComponent http = new HttpComponent();
    http.setConnectTimeout(TIMEOUT.toMilliseconds());
    http.setResponseTimeout(TIMEOUT.toMilliseconds());
    http.setSoTimeout(TIMEOUT.toMilliseconds());
    http.setFollowRedirects(false);
    http.setCookieManagementDisabled(true);
    // retries are the business of the error policy
    http.setAutomaticRetriesDisabled(true);
    http.setHttpClientConfigurer(
        client -> client.addExecInterceptorFirst("bounded-answer", HttpPolicy::bounded));
    return http;
  }

  /**
   * Reads the whole answer here, where a connection can still be dropped: the client would read an
   * endless answer to its end before it closed it.
   */
  private static ClassicHttpResponse bounded(
      ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
      throws IOException, HttpException {
    ClassicHttpResponse response = chain.proceed(request, scope);
    HttpEntity entity = response.getEntity();
    if (entity == null) {
      return response;
    }
    Timeout limit = scope.clientContext.getRequestConfigOrDefault().getResponseTimeout();
    try {
      byte[] body = read(entity.getContent(), limit == null ? TIMEOUT : limit);
      ContentType type = ContentType.parseLenient(entity.getContentType());
      response.setEntity(new ByteArrayEntity(body, type));
      return response;
    } catch (IOException e) {
      scope.execRuntime.discardEndpoint();
      throw e;
    }
  }

  private static byte[] read(InputStream content, Timeout limit) throws IOException {
    java.io.ByteArrayOutputStream body = new java.io.ByteArrayOutputStream();
    byte[] chunk = new byte[8192];
    long start = System.nanoTime();
    for (int n = content.read(chunk); n >= 0; n = content.read(chunk)) {
      body.write(chunk, 0, n);
      if (body.size() > MAX_ANSWER_BYTES) {
        throw new IOException("more than 1 MiB, far more than any page of readings");
      }
      if (System.nanoTime() - start > limit.convert(TimeUnit.NANOSECONDS)) {
        throw new IOException("still not whole after " + limit);
      }
    }
    return body.toByteArray();
  }
}
