package solar.aps.sink.pvoutput;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import solar.aps.route.DeadLetter;
import solar.aps.route.DeadLetterFolder;

/**
 * Takes statuses that PVOutput will never take out of the outbox, each as a dead letter from which
 * it can be replayed. One leaves the outbox only when its letter is on the disk.
 */
final class SetAside {
  private static final Logger LOG = LoggerFactory.getLogger(SetAside.class);

  private final DeadLetterFolder letters;
  private final Clock clock;

  /** Statuses whose letter could not be written yet, with PVOutput's words. */
  private final Map<Status, PvOutputAnswer> pending = new LinkedHashMap<>();

  private boolean diskInTrouble;

  SetAside(DeadLetterFolder letters, Clock clock) {
    this.letters = letters;
    this.clock = clock;
  }

  /** Whether the status waits for its letter; it must not be sent again. */
  boolean isPending(Status status) {
    return pending.containsKey(status);
  }

  /** Sets a status aside that PVOutput refused for good. */
  void refused(Outbox outbox, Status status, PvOutputAnswer answer) {
    pending.put(status, answer);
    LOG.warn(
        "pvoutput: the status of {} is set aside: PVOutput answered {}. {}",
        status.slot(),
        answer.words(),
        answer.advice());
    retry(outbox);
  }

  /** Sets every status of before {@code limit} aside, and those whose letters could not be kept. */
  void expired(Outbox outbox, Instant limit, ZoneId zone) {
    retry(outbox);
    List<Status> old =
        outbox.statuses().stream()
            .filter(status -> status.begin(zone).isBefore(limit))
            .filter(status -> !isPending(status))
            .toList();
    if (!old.isEmpty()) {
      LOG.warn(
          "pvoutput: {} statuses are older than PVOutput takes (pvoutput.max-age) and are set aside",
          old.size());
      old.forEach(status -> pending.put(status, PvOutputAnswer.none("")));
      retry(outbox);
    }
  }

  private void retry(Outbox outbox) {
    for (Status status : List.copyOf(pending.keySet())) {
      if (!keep(status, pending.get(status))) {
        return;
      }
      pending.remove(status);
      outbox.remove(status);
    }
  }

  private boolean keep(Status status, PvOutputAnswer answer) {
    boolean expired = answer.words().isEmpty();
    String cause = expired ? "older than pvoutput.max-age" : "refused by PVOutput";
    String words = expired ? null : answer.words();
    try {
      letters.keepForReplay(
          new DeadLetter(OffsetDateTime.now(clock), PvOutputSink.ID, cause, words, status));
      diskInTrouble = false;
      return true;
    } catch (IOException e) {
      if (!diskInTrouble) {
        LOG.error(
            "pvoutput: what is set aside cannot be written ({}) and stays in the outbox. Check the"
                + " folder of dead-letter.dir and the space on the disk",
            e.toString());
      }
      diskInTrouble = true;
      return false;
    }
  }
}
