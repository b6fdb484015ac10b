package solar.aps.demo.pvoutput;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What PVOutput took: the latest of every slot, and all of it in order of arrival. */
final class StatusStore {
  private static final Logger LOG = LoggerFactory.getLogger(StatusStore.class);

  private final SortedMap<String, Map<String, String>> bySlot = new TreeMap<>();
  private final List<StoredStatus> history = new ArrayList<>();

  /** Replaces what the slot had. */
  synchronized void put(StoredStatus status) {
    bySlot.put(status.slot(), status.fields());
    history.add(status);
    String fields =
        status.fields().entrySet().stream()
            .map(field -> field.getKey() + "=" + field.getValue())
            .collect(Collectors.joining(" "));
    LOG.info("simulated PVOutput stored {}: {}", status.slot(), fields);
  }

  /** The latest of every slot, earliest slot first. */
  synchronized Map<String, Map<String, String>> bySlot() {
    return Collections.unmodifiableMap(new TreeMap<>(bySlot));
  }

  /** Everything, in order of arrival. */
  synchronized List<StoredStatus> history() {
    return List.copyOf(history);
  }
}
