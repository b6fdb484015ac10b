package solar.aps.demo.ecu;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import solar.aps.demo.web.Answer;
import solar.aps.demo.web.LoopbackServer;

/** An EZ1 microinverter with its local API, on a port of its own on 127.0.0.1. */
public final class SimulatedEz1 implements AutoCloseable {
  /** Its serial number. */
  public static final String ID = "E07000099001";

  /** The name of the WLAN it is in, which its owner shows nobody. */
  public static final String SSID = "Villa-Sonnenschein";

  /** A refusal, which comes with HTTP 200. */
  public static final Answer FAILED =
      json("{\"data\":{},\"message\":\"FAILED\",\"deviceId\":\"" + ID + "\"}");

  private final Map<String, Answer> answers = new ConcurrentHashMap<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final LoopbackServer server;

  private SimulatedEz1(InetSocketAddress address) throws IOException {
    answer("/getDeviceInfo", json(deviceInfo()));
    shows(172, 168);
    server = LoopbackServer.start("simulated-ez1", address, this::answerTo);
  }

  /**
   * Starts an inverter.
   *
   * @throws IOException if no port can be bound
   */
  public static SimulatedEz1 start() throws IOException {
    return start(LoopbackServer.LOOPBACK);
  }

  /** As above, at another address of the loopback network. */
  public static SimulatedEz1 start(InetSocketAddress address) throws IOException {
    return new SimulatedEz1(address);
  }

  /** This text as the inverter sends it. */
  public static Answer json(String text) {
    return Answer.of(200, "application/json", text.getBytes(UTF_8));
  }

  /** What the inverter answers when it is asked who it is. */
  public static String deviceInfo() {
    return """
        {"data":{"deviceId":"%s","devVer":"EZ1 1.9.0","ssid":"%s","ipAddr":"192.0.2.40",\
        "minPower":"30","maxPower":"800"},"message":"SUCCESS","deviceId":"%s"}"""
        .formatted(ID, SSID, ID);
  }

  /** What the inverter answers when it gives this power, in W, as JSON numbers or not. */
  public static String outputData(Object first, Object second) {
    return """
        {"data":{"p1":%s,"e1":0.41528,"te1":391.07312,"p2":%s,"e2":0.39917,"te2":377.55041},\
        "message":"SUCCESS","deviceId":"%s"}"""
        .formatted(first, second, ID);
  }

  private Answer answerTo(HttpExchange exchange) {
    requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
    return answers.getOrDefault(exchange.getRequestURI().getPath(), SimulatedEcu.NO_PAGE);
  }

  /** Where the inverter is, as host:port. */
  public String host() {
    return server.authority();
  }

  /** Gives something else for this path from now on. */
  public void answer(String path, Answer answer) {
    answers.put(path, answer);
  }

  /** Gives this power from now on, in W. */
  public void shows(Object first, Object second) {
    answer("/getOutputData", json(outputData(first, second)));
  }

  /** The requests so far in order of arrival, such as {@code GET /getOutputData}. */
  public List<String> requests() {
    return List.copyOf(requests);
  }

  /** Ends the inverter and all its connections at once. */
  @Override
  public void close() {
    server.close();
  }
}
