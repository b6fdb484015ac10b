package solar.aps.demo.pvoutput;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** The pages of PVOutput's API that this program uses. */
final class Service {
  private static final String FORM = "application/x-www-form-urlencoded";

  private final Clock clock;
  private final Account account;
  private final AddStatus addStatus;
  private final AddBatchStatus addBatchStatus;
  private final Function<String, StatusStore> stores;

  /**
   * @param stores gives what is stored of the system with this ID
   */
  Service(
      Clock clock,
      Account account,
      AddStatus addStatus,
      AddBatchStatus addBatchStatus,
      Function<String, StatusStore> stores) {
    this.clock = clock;
    this.account = account;
    this.addStatus = addStatus;
    this.addBatchStatus = addBatchStatus;
    this.stores = stores;
  }

  /**
   * Does what a request asks for.
   *
   * @return the line of text that it is answered with HTTP 200
   * @throws Refusal if PVOutput would not do it
   */
  String answer(ReceivedRequest request) throws Refusal {
    String[] pageAndQuery = request.path().split("\\?", 2);
    Map<String, String> fields = new LinkedHashMap<>(request.form());
    if (pageAndQuery.length == 2) {
      fields.putAll(UrlEncoded.fields(pageAndQuery[1]));
    }
    return switch (request.method() + " " + pageAndQuery[0]) {
      case "POST /service/r2/addstatus.jsp" -> addStatus(request, fields);
      case "POST /service/r2/addbatchstatus.jsp" -> addBatchStatus(request, fields);
      case "GET /service/r2/getsystem.jsp", "POST /service/r2/getsystem.jsp" ->
          system(request, fields);
      default -> throw Refusal.notFound();
    };
  }

  private String addStatus(ReceivedRequest request, Map<String, String> fields) throws Refusal {
    checkMayAdd(request);
    store(request).put(addStatus.read(fields));
    return "OK 200: Added Status";
  }

  private String addBatchStatus(ReceivedRequest request, Map<String, String> fields)
      throws Refusal {
    checkMayAdd(request);
    StatusStore store = store(request);
    List<AddBatchStatus.Row> rows = addBatchStatus.read(fields.getOrDefault("data", ""));
    rows.stream()
        .filter(AddBatchStatus.Row::taken)
        .map(AddBatchStatus.Row::status)
        .forEach(store::put);
    return AddBatchStatus.answer(rows);
  }

  private StatusStore store(ReceivedRequest request) {
    return stores.apply(request.systemId());
  }

  private void checkMayAdd(ReceivedRequest request) throws Refusal {
    account.checkMayWrite(request);
    String type = request.header("Content-Type");
    if (!type.toLowerCase(Locale.ROOT).startsWith(FORM)) {
      throw Refusal.bad("Could not read the body, content type is [" + type + "]");
    }
  }

  private String system(ReceivedRequest request, Map<String, String> flags) throws Refusal {
    account.checkMayRead(request);
    String system =
        "Simulated Roof,3200,,8,400,,4,800,,N,20.0,No,20240301,0.0,0.0," + account.statusInterval;
    String zone = flag(flags, "tz") ? "," + clock.getZone().getId() : "";
    String donations = flag(flags, "donations") ? ";;" + (account.donor ? 1 : 0) : "";
    return system + zone + donations;
  }

  private static boolean flag(Map<String, String> flags, String name) {
    return flags.getOrDefault(name, "0").equals("1");
  }
}
