package solar.aps.sink.pvoutput;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A request to PVOutput.
 *
 * @param page the page of the service that takes it
 * @param body the form
 * @param statuses the statuses in it, as they stand in the outbox
 */
record Request(String page, String body, List<Status> statuses) {
  /** Where the pages are, below the URL of the settings. */
  static final String FOLDER = "/service/r2/";

  /** The header that proves who asks. */
  static final String KEY_HEADER = "X-Pvoutput-Apikey";

  /** The headers of every request, the API key among them, in the order in which to show them. */
  static Map<String, String> headers(PvOutputSettings settings) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", "application/x-www-form-urlencoded");
    headers.put(KEY_HEADER, settings.apiKey().value());
    headers.put("X-Pvoutput-SystemId", settings.systemId());
    headers.put("X-Rate-Limit", "1");
    return headers;
  }

  /** A request for these statuses: one goes alone, several go as a batch. */
  static Request of(List<Status> statuses, boolean extended) {
    List<Status> sent =
        extended ? statuses : statuses.stream().map(Status::withoutExtended).toList();
    if (statuses.size() == 1) {
      return new Request("addstatus.jsp", sent.get(0).form(), statuses);
    }
    String rows = sent.stream().map(Status::row).collect(Collectors.joining(";"));
    return new Request("addbatchstatus.jsp", "data=" + Status.encoded(rows), statuses);
  }

  boolean isBatch() {
    return statuses.size() > 1;
  }
}
