package solar.aps.demo.pvoutput;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** One owner with one key; how its systems are set may change between two requests. */
final class Account {
  private final String apiKey;
  private final Set<String> systemIds = ConcurrentHashMap.newKeySet();

  /** Whether the owner has donated, which widens the limits and allows v7 to v12. */
  volatile boolean donor = true;

  /** Whether the key may only look. */
  volatile boolean readOnlyKey;

  /** How far apart the system's slots are, in minutes: 5, 10 or 15. */
  volatile int statusInterval = 5;

  Account(String apiKey, String systemId) {
    this.apiKey = apiKey;
    addSystem(systemId);
  }

  /** From now on there is this system too. */
  void addSystem(String systemId) {
    systemIds.add(systemId);
  }

  /** How many days before today a status may be. */
  int oldestDays() {
    return donor ? 90 : 14;
  }

  /** How many rows a batch may have. */
  int batchRows() {
    return donor ? 100 : 30;
  }

  /**
   * Lets a request in that only looks.
   *
   * @throws Refusal if its key or its system is another
   */
  void checkMayRead(ReceivedRequest request) throws Refusal {
    if (!request.header("X-Pvoutput-Apikey").equals(apiKey)) {
      throw Refusal.unauthorized("Invalid API Key");
    }
    if (!systemIds.contains(request.systemId())) {
      throw Refusal.unauthorized("Invalid System ID");
    }
  }

  /**
   * Lets a request in that adds something.
   *
   * @throws Refusal if its key or its system is another, or the key may only look
   */
  void checkMayWrite(ReceivedRequest request) throws Refusal {
    checkMayRead(request);
    if (readOnlyKey) {
      throw Refusal.forbidden("Read only key");
    }
  }
}
