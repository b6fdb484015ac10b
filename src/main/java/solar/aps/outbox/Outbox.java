package solar.aps.outbox;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import solar.aps.storage.DiskFault;

/**
 * What has not been taken yet. An item is on the disk before anything is sent, and stays there
 * until it is taken out. A file is read when its turn comes, so that a full outbox starts at once
 * and costs little memory.
 *
 * <p>While the folder cannot be locked or written, items are kept in memory, and written when it
 * can.
 *
 * @param <K> what items are known and ordered by
 * @param <T> the items
 */
public final class Outbox<K extends Comparable<? super K>, T> implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);
  private static final int RECENT = 100;

  private final OutboxFolder<K, T> folder;
  private final ItemForm<K, T> form;
  private final TreeSet<K> keys = new TreeSet<>();

  /** What is in memory only. */
  private final TreeMap<K, T> unsaved = new TreeMap<>();

  /** What was read or written last: it is asked for again at once. */
  private final Map<K, T> recent =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<K, T> eldest) {
          return size() > RECENT;
        }
      };

  private boolean inTrouble;

  private Outbox(OutboxFolder<K, T> folder, ItemForm<K, T> form) {
    this.folder = folder;
    this.form = form;
  }

  /**
   * Opens the outbox in {@code folder}. One that cannot be used is reported, and tried again with
   * each new item.
   *
   * @throws OutboxInUseException if another process has it
   */
  public static <K extends Comparable<? super K>, T> Outbox<K, T> open(
      Path folder, ItemForm<K, T> form) throws OutboxInUseException {
    Outbox<K, T> outbox = new Outbox<>(new OutboxFolder<>(folder, form), form);
    try {
      outbox.take();
    } catch (IOException e) {
      outbox.complain(e);
    }
    return outbox;
  }

  private void take() throws IOException, OutboxInUseException {
    if (!folder.isOurs()) {
      folder.take();
      keys.addAll(folder.keys());
    }
  }

  /** Puts {@code item} in, in place of an earlier one of its key. */
  public synchronized void put(T item) {
    K key = form.key().apply(item);
    keys.add(key);
    unsaved.put(key, item);
    recent.remove(key);
    save();
  }

  /** Writes what the disk did not take before. */
  public synchronized void save() {
    if (unsaved.isEmpty() && folder.isOurs()) {
      return;
    }
    IOException fault = null;
    try {
      take();
      for (K key : List.copyOf(unsaved.keySet())) {
        try {
          folder.write(unsaved.get(key));
          unsaved.remove(key);
        } catch (IOException e) {
          fault = e; // the others may have a place all the same
        }
      }
    } catch (IOException e) {
      fault = e;
    } catch (OutboxInUseException e) {
      fault = new IOException(e.getMessage(), e);
    }
    if (fault != null) {
      complain(fault);
    } else if (inTrouble) {
      inTrouble = false;
      LOG.info("{} can be written again; every {} is on the disk", folder.path(), form.word());
    }
  }

  /** A disk in trouble is reported once, and its end once. */
  private void complain(IOException fault) {
    if (!inTrouble) {
      LOG.error(
          "{} cannot be written ({}): what is in it is sent all the same, but kept in memory only."
              + " Check the rights of the folder, the user that runs this, and the space on the disk",
          folder.path(),
          DiskFault.reason(fault));
    }
    inTrouble = true;
  }

  /** Takes {@code item} out, unless a newer one has its key by now. */
  public synchronized void remove(T item) {
    K key = form.key().apply(item);
    if (find(key).filter(item::equals).isEmpty()) {
      return;
    }
    if (folder.isOurs()) {
      folder.delete(key);
    }
    keys.remove(key);
    unsaved.remove(key);
    recent.remove(key);
  }

  /** The keys of all items, in order. */
  public synchronized List<K> keys() {
    return List.copyOf(keys);
  }

  /** The item of this key, if there is one that can be read. */
  public synchronized Optional<T> find(K key) {
    if (!keys.contains(key) || unsaved.containsKey(key)) {
      return Optional.ofNullable(unsaved.get(key));
    }
    if (recent.containsKey(key)) {
      return Optional.of(recent.get(key));
    }
    Optional<T> read = folder.read(key);
    read.ifPresentOrElse(item -> recent.put(key, item), () -> keys.remove(key));
    return read;
  }

  /** The first item. */
  public synchronized Optional<T> first() {
    return keys().stream().map(this::find).flatMap(Optional::stream).findFirst();
  }

  /** Whether the item is on the disk. */
  public synchronized boolean isSaved(T item) {
    return !unsaved.containsKey(form.key().apply(item))
        && find(form.key().apply(item)).filter(item::equals).isPresent();
  }

  /** The items that are in memory only, in order. */
  public synchronized List<T> unsaved() {
    return List.copyOf(unsaved.values());
  }

  /** How many items there are. */
  public synchronized int size() {
    return keys.size();
  }

  /** Gives the outbox free for another process. */
  @Override
  public synchronized void close() throws IOException {
    folder.close();
  }
}
