package solar.aps.sink.pvoutput;

import java.io.IOException;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import solar.aps.deadletter.DeadLetter;
import solar.aps.deadletter.DeadLetterFolder;
import solar.aps.storage.DiskFault;

/**
 * Takes statuses that PVOutput will never take out of the outbox, each as a dead letter from which
 * it can be replayed. One leaves the outbox only when its letter is on the disk.
 */
final class SetAside {
  /** Why a status is set aside where that is not PVOutput's own word. */
  static final String TOO_OLD = "older than pvoutput.max-age";

  static final String OF_THE_FUTURE =
      "of a time that is still to come: this machine's clock was ahead";

  static final String NOT_KEPT = "not sent before the end, and data.dir could not be written";

  private static final Logger LOG = LoggerFactory.getLogger(SetAside.class);

  private final DeadLetterFolder letters;
  private final Clock clock;
  private final String ecu;

  /** What waits for its letter, by slot. */
  private final Map<LocalDateTime, Case> pending = new LinkedHashMap<>();

  private boolean diskInTrouble;

  private record Case(Status status, String cause, String words) {}

  /**
   * @param ecu the name of the ECU whose statuses they are, or null where there is only one
   */
  SetAside(DeadLetterFolder letters, Clock clock, String ecu) {
    this.letters = letters;
    this.clock = clock;
    this.ecu = ecu;
  }

  /** What this is about, for the log. */
  String title() {
    return ecu == null ? PvOutputSink.ID : PvOutputSink.ID + " (" + ecu + ")";
  }

  /** Whether the status of this slot waits for its letter; it must not be sent again. */
  boolean isPending(LocalDateTime slot) {
    return pending.containsKey(slot);
  }

  /** A newer status has taken the place of the one of its slot. */
  void forget(LocalDateTime slot) {
    pending.remove(slot);
  }

  /** Sets a status aside that PVOutput refused for good. */
  void refused(Outbox outbox, Status status, PvOutputAnswer answer) {
    LOG.warn(
        "{}: the status of {} is set aside: PVOutput answered {}. {}",
        title(),
        status.slot(),
        answer.words(),
        answer.advice());
    put(outbox, status, "refused by PVOutput", answer.words());
  }

  /** Sets a status aside for one of the reasons above. */
  void put(Outbox outbox, Status status, String cause) {
    put(outbox, status, cause, null);
  }

  private void put(Outbox outbox, Status status, String cause, String words) {
    pending.put(status.slot(), new Case(status, cause, words));
    retry(outbox);
  }

  /** Writes the letters that could not be written before. */
  void retry(Outbox outbox) {
    for (Case each : List.copyOf(pending.values())) {
      if (!keep(each)) {
        return;
      }
      pending.remove(each.status().slot());
      outbox.remove(each.status());
    }
  }

  private boolean keep(Case one) {
    try {
      letters.keepForReplay(
          new DeadLetter(
              OffsetDateTime.now(clock),
              PvOutputSink.ID,
              one.cause(),
              one.words(),
              one.status(),
              ecu));
      diskInTrouble = false;
      return true;
    } catch (IOException e) {
      if (!diskInTrouble) {
        LOG.error(
            "{}: what is set aside cannot be written ({}) and stays in the outbox. Check the folder"
                + " of dead-letter.dir and the space on the disk",
            title(),
            DiskFault.reason(e));
      }
      diskInTrouble = true;
      return false;
    }
  }
}
