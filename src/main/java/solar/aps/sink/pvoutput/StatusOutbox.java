package solar.aps.sink.pvoutput;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import solar.aps.config.CommonKeys;
import solar.aps.outbox.ItemForm;
import solar.aps.outbox.Outbox;
import solar.aps.outbox.OutboxFolder;
import solar.aps.outbox.OutboxInUseException;
import solar.aps.outbox.SetAside;
import solar.aps.plugin.Services;

/**
 * Where the statuses of an ECU wait: a file a slot in a folder of its own. What version 0.1.0 left
 * elsewhere is taken over.
 */
final class StatusOutbox {
  private static final Logger LOG = LoggerFactory.getLogger(StatusOutbox.class);

  private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH-mm");
  private static final Pattern FILE =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d-\\d\\d\\.json(\\.unreadable)?");

  private StatusOutbox() {}

  /**
   * @param ecu the name of the ECU, or null where there is only one
   */
  static Path folder(Path dataDir, String ecu) {
    Path all = dataDir.resolve("outbox").resolve(PvOutputSink.ID);
    return ecu == null ? all : all.resolve(ecu);
  }

  private static Path formerFolder(Path dataDir, String ecu) {
    return dataDir.resolve(ecu == null ? "outbox" : "outbox-" + ecu);
  }

  private static ItemForm<LocalDateTime, Status> form(ObjectMapper mapper) {
    return new ItemForm<>(
        "status",
        Status.class,
        mapper,
        Status::slot,
        NAME::format,
        name -> LocalDateTime.parse(name, NAME));
  }

  /**
   * Opens it.
   *
   * @param services those of the ECU
   * @param ecu the name of the ECU, or null where there is only one
   * @throws OutboxInUseException if another process has it
   */
  static Outbox<LocalDateTime, Status> open(Services services, String ecu)
      throws OutboxInUseException {
    Path dataDir = services.settings().get(CommonKeys.DATA_DIR);
    takeOver(dataDir, ecu);
    return Outbox.open(folder(dataDir, ecu), form(services.json().mapper()));
  }

  /**
   * What takes statuses out of it for good.
   *
   * @param services those of the ECU
   * @param ecu the name of the ECU, or null where there is only one
   */
  static SetAside<LocalDateTime, Status> setAside(Services services, String ecu) {
    return new SetAside<>(
        services.letters(),
        services.clock(),
        PvOutputSink.ID,
        status -> ecu,
        form(services.json().mapper()));
  }

  /** Moves the statuses of version 0.1.0 here, unless that runs still. */
  private static void takeOver(Path dataDir, String ecu) throws OutboxInUseException {
    Path former = formerFolder(dataDir, ecu);
    Path lock = dataDir.resolve(ecu == null ? "lock" : "lock-" + ecu);
    if (!Files.isRegularFile(lock) && !OutboxFolder.holdsItems(former)) {
      return;
    }
    try (FileChannel channel =
        FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      if (channel.tryLock() == null) {
        throw new OutboxInUseException(former);
      }
      Path folder = Files.createDirectories(folder(dataDir, ecu));
      for (Path file : statuses(former)) {
        Path place = folder.resolve(file.getFileName());
        if (Files.exists(place)) {
          Files.delete(file); // a newer one of its slot
        } else {
          Files.move(file, place);
        }
      }
      Files.delete(lock);
      if (ecu != null) {
        Files.deleteIfExists(former);
      }
    } catch (OverlappingFileLockException e) {
      throw new OutboxInUseException(former);
    } catch (IOException e) {
      LOG.error(
          "{}: what waits there could not be moved to {} ({}) and is not sent. Move it there by hand"
              + " while this program does not run",
          former,
          folder(dataDir, ecu),
          e.toString());
    }
  }

  private static List<Path> statuses(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> FILE.matcher(file.getFileName().toString()).matches()).toList();
    }
  }

  /**
   * The folders in {@code dataDir} that hold statuses and belong to none of these ECUs, as after a
   * change of their names.
   *
   * @param ecus their names; null for the one that has none
   */
  static List<Path> strays(Path dataDir, Collection<String> ecus) {
    List<Path> all = new ArrayList<>();
    all.add(folder(dataDir, null));
    all.addAll(list(folder(dataDir, null)));
    all.add(formerFolder(dataDir, null));
    list(dataDir).stream()
        .filter(folder -> folder.getFileName().toString().startsWith("outbox-"))
        .forEach(all::add);
    for (String ecu : ecus) {
      all.remove(folder(dataDir, ecu));
      all.remove(formerFolder(dataDir, ecu));
    }
    return all.stream().filter(OutboxFolder::holdsItems).sorted().toList();
  }

  private static List<Path> list(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    } catch (IOException e) {
      return List.of();
    }
  }
}
