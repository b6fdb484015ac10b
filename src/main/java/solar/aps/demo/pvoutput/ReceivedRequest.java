package solar.aps.demo.pvoutput;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A request as it came in.
 *
 * @param path the path with its query, if any
 * @param headers found under a name in any case
 * @param form the decoded fields of the body in their order
 */
public record ReceivedRequest(
    String method, String path, Map<String, List<String>> headers, Map<String, String> form) {

  /** Copies the maps. */
  public ReceivedRequest {
    Map<String, List<String>> anyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    anyCase.putAll(headers);
    headers = Collections.unmodifiableMap(anyCase);
    form = Collections.unmodifiableMap(new LinkedHashMap<>(form));
  }

  /** The first header of this name, or nothing. */
  String header(String name) {
    return headers.getOrDefault(name, List.of("")).get(0);
  }

  /** The system that it is about. */
  String systemId() {
    return header("X-Pvoutput-SystemId");
  }

  /** Without the headers: the API key is among them. */
  @Override
  public String toString() {
    return method + " " + path + " " + form;
  }
}
