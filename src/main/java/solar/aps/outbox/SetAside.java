package solar.aps.outbox;

import java.io.IOException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import solar.aps.deadletter.DeadLetter;
import solar.aps.deadletter.DeadLetterFolder;
import solar.aps.storage.DiskFault;

/**
 * Takes what will never be taken out of an outbox, each item as a dead letter from which it can be
 * replayed. One leaves the outbox only when its letter is on the disk.
 *
 * @param <K> what items are known by
 * @param <T> the items
 */
public final class SetAside<K extends Comparable<? super K>, T> {
  /** Why an item is set aside at the end that is nowhere but in memory. */
  public static final String NOT_KEPT =
      "not sent before the end, and data.dir could not be written";

  private static final Logger LOG = LoggerFactory.getLogger(SetAside.class);

  private final DeadLetterFolder letters;
  private final Clock clock;
  private final String sink;
  private final Function<T, String> ecu;
  private final ItemForm<K, T> form;

  /** What waits for its letter. */
  private final Map<K, Case<T>> pending = new LinkedHashMap<>();

  private boolean diskInTrouble;

  private record Case<T>(T item, String cause, String words) {}

  /**
   * @param sink the ID of the sink
   * @param ecu the name of the ECU that an item is of, or null where there is only one
   */
  public SetAside(
      DeadLetterFolder letters,
      Clock clock,
      String sink,
      Function<T, String> ecu,
      ItemForm<K, T> form) {
    this.letters = letters;
    this.clock = clock;
    this.sink = sink;
    this.ecu = ecu;
    this.form = form;
  }

  /** Whether the item of this key waits for its letter; it must not be sent again. */
  public boolean isPending(K key) {
    return pending.containsKey(key);
  }

  /** A newer item has taken the place of the one of its key. */
  public void forget(K key) {
    pending.remove(key);
  }

  /**
   * Sets an item aside.
   *
   * @param cause why, for the letter
   * @param words what the other side said of it, or null
   */
  public void put(Outbox<K, T> outbox, T item, String cause, String words) {
    pending.put(form.key().apply(item), new Case<>(item, cause, words));
    retry(outbox);
  }

  /** What is in memory only becomes letters: with the process it would be lost. */
  public void keepUnsaved(Outbox<K, T> outbox) {
    outbox.unsaved().forEach(item -> put(outbox, item, NOT_KEPT, null));
  }

  /** Writes the letters that could not be written before. */
  public void retry(Outbox<K, T> outbox) {
    for (Case<T> each : List.copyOf(pending.values())) {
      if (!keep(each)) {
        return;
      }
      pending.remove(form.key().apply(each.item()));
      outbox.remove(each.item());
    }
  }

  private boolean keep(Case<T> one) {
    try {
      letters.keepForReplay(
          new DeadLetter(
              OffsetDateTime.now(clock),
              sink,
              one.cause(),
              one.words(),
              one.item(),
              ecu.apply(one.item())));
      diskInTrouble = false;
      return true;
    } catch (IOException e) {
      if (!diskInTrouble) {
        LOG.error(
            "{}: what is set aside cannot be written ({}) and stays in the outbox. Check the folder"
                + " of dead-letter.dir and the space on the disk",
            sink,
            DiskFault.reason(e));
      }
      diskInTrouble = true;
      return false;
    }
  }
}
