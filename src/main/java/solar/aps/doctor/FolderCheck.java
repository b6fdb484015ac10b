package solar.aps.doctor;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import solar.aps.config.CommonKeys;
import solar.aps.config.Key;
import solar.aps.config.Settings;
import solar.aps.sink.jsonfile.JsonFileSink;
import solar.aps.sink.pvoutput.OutboxFolder;
import solar.aps.sink.pvoutput.PvOutputSettings;
import solar.aps.storage.DiskFault;

/**
 * Tries the folders that the program writes to. It takes no lock, so that it may look while the
 * service runs, and leaves nothing behind: a folder made by whoever checks would not be the
 * service's own.
 */
final class FolderCheck {
  private final Settings settings;
  private final Clock clock;

  FolderCheck(Settings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
  }

  List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    findings.add(folder(Link.SETTINGS, CommonKeys.DEAD_LETTER_DIR));
    if (PvOutputSettings.of(settings).publish()) {
      findings.addAll(outbox());
    }
    settings.find(JsonFileSink.PATH).ifPresent(file -> findings.add(jsonFile(file)));
    return findings;
  }

  private Finding folder(Link link, Key<Path> key) {
    Path folder = settings.get(key);
    try {
      tryToWrite(folder.toAbsolutePath());
      return Finding.good(link, key.name(), folder + " can be written");
    } catch (IOException e) {
      return cannotBeWritten(link, key, folder, e);
    }
  }

  private List<Finding> outbox() {
    Path dataDir = settings.get(CommonKeys.DATA_DIR);
    Finding finding = folder(Link.PVOUTPUT, CommonKeys.DATA_DIR);
    if (finding.isBad() || !Files.exists(dataDir)) {
      return List.of(finding);
    }
    try {
      Path outbox = dataDir.resolve("outbox");
      if (Files.exists(outbox)) {
        tryToWrite(outbox.toAbsolutePath());
      }
      List<Finding> findings = new ArrayList<>(List.of(finding));
      OutboxFolder.look(dataDir).stream()
          .map(odd -> odd + "; it is left alone. Move it away, or give this user the right to it")
          .forEach(
              words ->
                  findings.add(Finding.warning(Link.PVOUTPUT, CommonKeys.DATA_DIR.name(), words)));
      return findings;
    } catch (IOException e) {
      return List.of(cannotBeWritten(Link.PVOUTPUT, CommonKeys.DATA_DIR, dataDir, e));
    }
  }

  private Finding jsonFile(Path pattern) {
    Path file = JsonFileSink.fileOf(pattern, LocalDate.now(clock));
    try {
      if (Files.exists(file)) {
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE).close();
      } else {
        tryToWrite(file.toAbsolutePath().getParent());
      }
      return Finding.good(Link.SINK, JsonFileSink.PATH.name(), file + " can be written");
    } catch (IOException e) {
      return cannotBeWritten(Link.SINK, JsonFileSink.PATH, file, e);
    }
  }

  private static Finding cannotBeWritten(Link link, Key<Path> key, Path path, IOException fault) {
    return Finding.bad(
        link,
        key.name(),
        "%s cannot be written (%s). Check its rights, the user you run this as, and the space on the disk, or name another place"
            .formatted(path, DiskFault.reason(fault)));
  }

  private static void tryToWrite(Path folder) throws IOException {
    List<Path> made = new ArrayList<>();
    for (Path each = folder; each != null && !Files.exists(each); each = each.getParent()) {
      made.add(each);
    }
    Files.createDirectories(folder);
    Path file = Files.createTempFile(folder, "check-", ".part");
    try {
      Files.write(file, new byte[] {'\n'});
    } finally {
      Files.delete(file);
    }
    remove(made);
  }

  private static void remove(List<Path> folders) throws IOException {
    try {
      for (Path folder : folders) {
        Files.delete(folder);
      }
    } catch (DirectoryNotEmptyException e) {
      return; // a service has begun to use it meanwhile
    }
  }
}
