package solar.aps.sink.pvoutput;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import solar.aps.storage.DiskFault;

/**
 * The statuses that PVOutput has not taken yet. A status is on the disk before anything is sent,
 * and stays there until it is taken out. A file is read when its turn comes, so that a full outbox
 * starts at once.
 *
 * <p>While the folder cannot be locked or written, statuses are kept in memory, and written when it
 * can.
 */
final class Outbox implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);

  private final OutboxFolder folder;

  /** By slot; empty for one that has not been read from the disk yet. */
  private final TreeMap<LocalDateTime, Optional<Status>> statuses = new TreeMap<>();

  private final Set<LocalDateTime> unsaved = new HashSet<>();
  private boolean inTrouble;

  private Outbox(OutboxFolder folder) {
    this.folder = folder;
  }

  /**
   * Opens the outbox of an ECU under {@code dataDir}. A folder that cannot be used is reported, and
   * tried again with each new status.
   *
   * @param ecu the name of the ECU, or null where there is only one
   * @throws OutboxInUseException if another process has it
   */
  static Outbox open(Path dataDir, String ecu, ObjectMapper mapper) throws OutboxInUseException {
    Outbox outbox = new Outbox(new OutboxFolder(dataDir, ecu, mapper));
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
      folder.slots().forEach(slot -> statuses.putIfAbsent(slot, Optional.empty()));
    }
  }

  /** Puts {@code status} in, in place of an earlier one of its slot. */
  synchronized void put(Status status) {
    statuses.put(status.slot(), Optional.of(status));
    unsaved.add(status.slot());
    save();
  }

  /** Writes what the disk did not take before. */
  private void save() {
    IOException fault = null;
    try {
      take();
      for (Status status : unsaved()) {
        try {
          folder.write(status);
          unsaved.remove(status.slot());
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
      LOG.info("{} can be written again; every status is on the disk", folder.path());
    }
  }

  /** A disk in trouble is reported once, and its end once. */
  private void complain(IOException fault) {
    if (!inTrouble) {
      LOG.error(
          "{} cannot be written ({}): statuses are sent all the same, but kept in memory only. Check"
              + " the rights of the folder, the user that runs this, and the space on the disk",
          folder.path(),
          DiskFault.reason(fault));
    }
    inTrouble = true;
  }

  /** Takes {@code status} out, unless a newer one has its slot by now. */
  synchronized void remove(Status status) {
    if (!isIn(status)) {
      return;
    }
    if (folder.isOurs()) {
      folder.delete(status.slot());
    }
    statuses.remove(status.slot());
    unsaved.remove(status.slot());
  }

  private boolean isIn(Status status) {
    return Optional.of(status).equals(statuses.get(status.slot()));
  }

  /** The slots of all statuses, in order. */
  synchronized List<LocalDateTime> slots() {
    return List.copyOf(statuses.keySet());
  }

  /** The status of this slot, if there is one that can be read. */
  synchronized Optional<Status> find(LocalDateTime slot) {
    Optional<Status> known = statuses.get(slot);
    if (known == null || known.isPresent()) {
      return known == null ? Optional.empty() : known;
    }
    Optional<Status> read = folder.read(slot);
    read.ifPresentOrElse(
        status -> statuses.put(slot, Optional.of(status)), () -> statuses.remove(slot));
    return read;
  }

  /** The status of the first slot. */
  synchronized Optional<Status> first() {
    return slots().stream().map(this::find).flatMap(Optional::stream).findFirst();
  }

  /** Whether the status is on the disk. */
  synchronized boolean isSaved(Status status) {
    return isIn(status) && !unsaved.contains(status.slot());
  }

  /** The statuses that are in memory only, in the order of their slots. */
  synchronized List<Status> unsaved() {
    return unsaved.stream().sorted().map(statuses::get).flatMap(Optional::stream).toList();
  }

  synchronized int size() {
    return statuses.size();
  }

  /** Gives the outbox free for another process. */
  @Override
  public synchronized void close() throws IOException {
    folder.close();
  }
}
