package solar.aps.demo.pvoutput;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import solar.aps.demo.pvoutput.RateLimit.Standing;
import solar.aps.demo.web.Answer;
import solar.aps.demo.web.LoopbackServer;

/**
 * PVOutput's {@code addstatus.jsp}, {@code addbatchstatus.jsp} and {@code getsystem.jsp} with one
 * system or more, on a port of its own on 127.0.0.1. It checks headers and fields, counts the
 * requests of each hour, and keeps what it took. At the start the system is a donor's, its slots
 * are 5 minutes long, and it takes 60 requests an hour.
 */
public final class SimulatedPvOutput implements AutoCloseable {
  private final Account account;
  private final AddStatus addStatus;
  private final AddBatchStatus addBatchStatus;
  private final RateLimit rateLimit;
  private final String systemId;
  private final Map<String, StatusStore> stores = new ConcurrentHashMap<>();
  private final Service service;
  private final List<ReceivedRequest> requests = new CopyOnWriteArrayList<>();
  private final LoopbackServer server;
  private volatile BiFunction<ReceivedRequest, Standing, Answer> rule = this::normally;

  private SimulatedPvOutput(Clock clock, String apiKey, String systemId) throws IOException {
    this.systemId = systemId;
    account = new Account(apiKey, systemId);
    addStatus = new AddStatus(account, clock);
    addBatchStatus = new AddBatchStatus(account, addStatus);
    rateLimit = new RateLimit(clock);
    service = new Service(clock, account, addStatus, addBatchStatus, this::store);
    server = LoopbackServer.start("simulated-pvoutput", this::answerTo);
  }

  /**
   * Starts a PVOutput.
   *
   * @param clock the present time; its zone is the zone of the system
   * @param apiKey the one key that is let in
   * @param systemId the number of the first system
   * @throws IOException if no port can be bound
   */
  public static SimulatedPvOutput start(Clock clock, String apiKey, String systemId)
      throws IOException {
    return new SimulatedPvOutput(clock, apiKey, systemId);
  }

  private Answer answerTo(HttpExchange exchange) throws IOException {
    ReceivedRequest request =
        new ReceivedRequest(
            exchange.getRequestMethod(),
            exchange.getRequestURI().toString(),
            exchange.getRequestHeaders(),
            UrlEncoded.fields(new String(exchange.getRequestBody().readAllBytes(), UTF_8)));
    requests.add(request);
    Standing standing = rateLimit.count(request);
    standing.headers().forEach(exchange.getResponseHeaders()::set);
    return rule.apply(request, standing);
  }

  private Answer normally(ReceivedRequest request, Standing standing) {
    try {
      standing.check();
      return Answer.status(200, service.answer(request));
    } catch (Refusal refusal) {
      return Answer.status(refusal.code, refusal.getMessage());
    }
  }

  /** Where it is: scheme, host and port. */
  public URI url() {
    return URI.create("http://" + server.authority());
  }

  /**
   * Gives every request this answer, and stores nothing, until {@link #answerNormally()}. The
   * requests count for the limit, and the answer carries its headers.
   */
  public void answer(Answer answer) {
    rule = (request, standing) -> answer;
  }

  /** As {@link #answer}, with an answer for each request. */
  public void answerEach(Function<ReceivedRequest, Answer> answers) {
    rule = (request, standing) -> answers.apply(request);
  }

  /**
   * Checks and stores, but puts another answer in the place of each, until {@link
   * #answerNormally()}: what was stored may get no answer, or a late one.
   */
  public void answerNormallyBut(UnaryOperator<Answer> change) {
    rule = (request, standing) -> change.apply(normally(request, standing));
  }

  /** Checks and stores again, as at the start. */
  public void answerNormally() {
    rule = this::normally;
  }

  /**
   * Dislikes a slot from now on: a status of it, and a batch with a row of it, gets HTTP 400.
   *
   * @param slot such as {@code 20261120 11:10}
   * @param answer the whole line, such as {@code Bad request 400: Moon Powered}
   */
  public void refuse(String slot, String answer) {
    addStatus.refuse(slot, answer);
  }

  /**
   * Leaves a slot out of every batch from now on: its row is answered 0, the others are stored.
   * Alone it is taken.
   *
   * @param slot such as {@code 20261120 11:10}
   */
  public void ignore(String slot) {
    addBatchStatus.ignore(slot);
  }

  /**
   * Changes how many POSTs are taken in one hour of the clock, refused ones among them; those of
   * the present hour stay counted.
   *
   * @param withHeaders whether answers show what is left, to requests that ask for it
   */
  public void limit(int perHour, boolean withHeaders) {
    rateLimit.set(perHour, withHeaders);
  }

  /** Whether the system is a donor's: v7 to v12, 100 rows a batch and 90 days, not 30 and 14. */
  public void donor(boolean donor) {
    account.donor = donor;
  }

  /** Whether the key may only look: then nothing can be added. */
  public void readOnlyKey(boolean readOnly) {
    account.readOnlyKey = readOnly;
  }

  /** From now on the owner has this system, too. */
  public void addSystem(String id) {
    account.addSystem(id);
  }

  /** Sets how far apart the system's slots are, in minutes: 5, 10 or 15. */
  public void statusInterval(int minutes) {
    account.statusInterval = minutes;
  }

  /** All requests so far, in order of arrival. */
  public List<ReceivedRequest> requests() {
    return List.copyOf(requests);
  }

  /**
   * What is stored of the first system: by slot, such as {@code 20261120 11:10}, earliest first,
   * the values v1 to v12 as they were sent.
   */
  public Map<String, Map<String, String>> statuses() {
    return statuses(systemId);
  }

  /** What is stored of one of several systems. */
  public Map<String, Map<String, String>> statuses(String id) {
    return store(id).bySlot();
  }

  private StatusStore store(String id) {
    return stores.computeIfAbsent(id, any -> new StatusStore());
  }

  /**
   * Every status of the first system that was taken so far, alone or in a batch, in order of
   * arrival.
   */
  public List<StoredStatus> history() {
    return store(systemId).history();
  }

  /** Ends it and all its connections at once. */
  @Override
  public void close() {
    server.close();
  }
}
