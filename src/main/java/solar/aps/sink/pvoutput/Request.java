package solar.aps.sink.pvoutput;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A request to PVOutput.
 *
 * @param page the page of the service that takes it
 * @param body the form
 * @param statuses the statuses in it, as they stand in the outbox
 */
record Request(String page, String body, List<Status> statuses) {

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
