package solar.aps.demo.pvoutput;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Clock;
import solar.aps.demo.web.Web;

/** The owner of a simulated PVOutput's system, who has the key. */
final class Owner implements AutoCloseable {
  static final String KEY = "a-key-of-the-test";
  static final String SYSTEM = "4711";

  private final SimulatedPvOutput pvOutput;

  /** Starts a PVOutput with the system, and with the time and the zone of this clock. */
  Owner(Clock clock) {
    try {
      pvOutput = SimulatedPvOutput.start(clock, KEY, SYSTEM);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  SimulatedPvOutput pvOutput() {
    return pvOutput;
  }

  @Override
  public void close() {
    pvOutput.close();
  }

  /** A request to a page, without the key and the system. */
  HttpRequest.Builder stranger(String page) {
    return HttpRequest.newBuilder(pvOutput.url().resolve("/service/r2/" + page))
        .header("Content-Type", "application/x-www-form-urlencoded");
  }

  /** A request to a page; a GET unless it is changed. */
  HttpRequest.Builder to(String page) {
    return stranger(page).header("X-Pvoutput-Apikey", KEY).header("X-Pvoutput-SystemId", SYSTEM);
  }

  HttpResponse<String> get(String page) throws Exception {
    return Web.send(to(page).GET().build());
  }

  HttpResponse<String> post(String page, String form) throws Exception {
    return Web.send(to(page).POST(BodyPublishers.ofString(form)).build());
  }

  HttpResponse<String> status(String form) throws Exception {
    return post("addstatus.jsp", form);
  }

  HttpResponse<String> batch(String data) throws Exception {
    return post("addbatchstatus.jsp", "data=" + data);
  }
}
