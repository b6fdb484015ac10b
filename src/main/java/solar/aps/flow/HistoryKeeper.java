package solar.aps.flow;

import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import solar.aps.generation.GenerationSummary;
import solar.aps.history.History;
import solar.aps.storage.DiskFault;

/** Keeps every summary in the history. A disk that takes none is no failure of the cycle. */
public final class HistoryKeeper {
  private static final Logger LOG = LoggerFactory.getLogger(HistoryKeeper.class);

  private final History history;
  private final boolean kept;
  private boolean inTrouble;

  /**
   * @param ecu whose history it is
   * @param kept whether it is written
   */
  HistoryKeeper(Ecu ecu, boolean kept) {
    this.history = new History(ecu.services().settings(), ecu.name(), ecu.services().json());
    this.kept = kept && history.isOn();
  }

  /** Keeps this one. */
  public synchronized void keep(GenerationSummary summary) {
    if (!kept) {
      return;
    }
    try {
      history.keep(summary);
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
