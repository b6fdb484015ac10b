package solar.aps.flow;

import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import solar.aps.generation.GenerationSummary;
import solar.aps.history.History;
import solar.aps.storage.DiskFault;
import solar.aps.storage.MemoryFile;

/** Keeps every summary in the history. A disk that takes none is no failure of the cycle. */
public final class HistoryKeeper {
  private static final Logger LOG = LoggerFactory.getLogger(HistoryKeeper.class);

  /** The memory of the time of the first reading ever, which outlives the history. */
  static final String FIRST = "first-reading";

  private final History history;
  private final boolean kept;
  private final MemoryFile first;
  private boolean isFirstKnown;
  private boolean inTrouble;

  /**
   * @param ecu whose history it is
   * @param kept whether it is written
   */
  HistoryKeeper(Ecu ecu, boolean kept) {
    this.history = ecu.history();
    this.kept = kept && history.isOn();
    this.first = ecu.memory(FIRST, true);
  }

  /** Keeps this one. */
  public synchronized void keep(GenerationSummary summary) {
    if (!kept) {
      return;
    }
    try {
      history.keep(summary);
      if (!isFirstKnown) {
        isFirstKnown = true;
        if (first.read().isEmpty()) {
          first.write(List.of(summary.timestampText()));
        }
      }
      if (inTrouble) {
        inTrouble = false;
        LOG.info("{} can be written again", history.folder());
      }
    } catch (IOException e) {
      if (!inTrouble) {
        LOG.error(
            "{} cannot be written ({}): the history has a hole until it can. Check the rights of"
                + " data.dir and the space on the disk",
            history.folder(),
            DiskFault.reason(e));
      }
      inTrouble = true;
    }
  }
}
