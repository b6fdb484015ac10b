package solar.aps.sink.pvoutput;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import solar.aps.check.Finding;
import solar.aps.check.Link;
import solar.aps.config.CommonKeys;
import solar.aps.outbox.OutboxFolder;
import solar.aps.plugin.Services;
import solar.aps.sink.pvoutput.PvOutputSystem.NotToldException;
import solar.aps.storage.FolderTrial;

/** Looks at the outbox, asks PVOutput about the system, and compares it with the settings. */
final class PvOutputCheck {
  static final String SERVICE = "PVOutput";
  private static final String SYSTEM = "PVOutput system";
  private static final int BATCH_OF_ALL = 30;
  private static final Duration AGE_OF_ALL = Duration.ofDays(14);
  private static final Duration HALF_A_YEAR = Duration.ofDays(182);

  private final Services services;
  private final String ecu;
  private final Calls calls;
  private final PvOutputSettings ours;

  /**
   * @param services those of the ECU
   * @param ecu the name of the ECU, or null where there is only one
   */
  PvOutputCheck(Services services, String ecu, Calls calls) {
    this.services = services;
    this.ecu = ecu;
    this.calls = calls;
    this.ours = PvOutputSettings.of(services.settings());
  }

  List<Finding> findings() {
    return Stream.concat(folder(), system()).map(finding -> finding.of(ecu)).toList();
  }

  private Stream<Finding> folder() {
    Path dataDir = services.settings().get(CommonKeys.DATA_DIR);
    String key = CommonKeys.DATA_DIR.name();
    try {
      FolderTrial.write(dataDir);
      return Stream.concat(
          Stream.of(Finding.good(Link.PVOUTPUT, key, dataDir + " can be written")),
          OutboxFolder.look(StatusOutbox.folder(dataDir, ecu)).stream()
              .map(
                  odd ->
                      odd + "; it is left alone. Move it away, or give this user the right to it")
              .map(words -> Finding.warning(Link.PVOUTPUT, key, words)));
    } catch (IOException e) {
      return Stream.of(Finding.bad(Link.PVOUTPUT, key, FolderTrial.refusal(dataDir, e)));
    }
  }

  private Stream<Finding> system() {
    try {
      return compare(PvOutputSystem.ask(calls)).stream();
    } catch (NotToldException e) {
      return Stream.of(
          Finding.bad(Link.PVOUTPUT, SERVICE, e.getMessage()),
          Finding.notTried(Link.PVOUTPUT, SYSTEM, "PVOutput told nothing of it"));
    }
  }

  private List<Finding> compare(PvOutputSystem system) {
    List<Finding> findings = new ArrayList<>();
    findings.add(
        Finding.good(
            Link.PVOUTPUT,
            SERVICE,
            "it accepts the key and the system id of %s; whether the key may write, only a status shows"
                .formatted(system.name())));
    List<String> disagreements =
        Stream.of(interval(system), zone(system), donor(system)).flatMap(List::stream).toList();
    disagreements.forEach(words -> findings.add(Finding.warning(Link.PVOUTPUT, SYSTEM, words)));
    if (disagreements.isEmpty()) {
      findings.add(
          Finding.good(Link.PVOUTPUT, SYSTEM, "the settings agree with " + described(system)));
    }
    return findings;
  }

  private static String described(PvOutputSystem system) {
    String interval =
        system.statusInterval().isPresent() ? system.statusInterval().getAsInt() + " minutes" : "?";
    return "status interval %s, time zone %s, donor %s"
        .formatted(
            interval,
            system.zone().map(ZoneId::getId).orElse("?"),
            system.donor().map(donor -> donor ? "yes" : "no").orElse("?"));
  }

  private List<String> interval(PvOutputSystem system) {
    int interval = ours.statusInterval().orElse(0);
    int theirs = system.statusInterval().orElse(interval);
    return interval == 0 || interval == theirs
        ? List.of()
        : List.of(
            "its status interval is %d minutes, pvoutput.status-interval is %d; set that to %d or auto"
                .formatted(theirs, interval, theirs));
  }

  private List<String> zone(PvOutputSystem system) {
    ZoneId zone = services.settings().get(CommonKeys.TIME_ZONE);
    ZoneId theirs = system.zone().orElse(zone);
    Instant now = services.clock().instant();
    boolean same =
        Stream.of(now, now.plus(HALF_A_YEAR))
            .allMatch(t -> zone.getRules().getOffset(t).equals(theirs.getRules().getOffset(t)));
    return same
        ? List.of()
        : List.of(
            "its time zone is %s, ours is %s; set time-zone, or the zone of the system at PVOutput"
                .formatted(theirs, zone));
  }

  private List<String> donor(PvOutputSystem system) {
    if (system.donor().orElse(true)) {
      return List.of();
    }
    List<String> forDonors = new ArrayList<>();
    ours.frequencyField()
        .ifPresent(
            field ->
                forDonors.add(
                    "only donors may send %s; set pvoutput.send-freq=false".formatted(field)));
    if (ours.batchSize() > BATCH_OF_ALL) {
      forDonors.add(
          "only donors may send %d statuses at once; set pvoutput.batch-size=%d"
              .formatted(ours.batchSize(), BATCH_OF_ALL));
    }
    if (ours.maxAge().compareTo(AGE_OF_ALL) > 0) {
      forDonors.add(
          "only donors may send statuses older than %d days; set pvoutput.max-age=%dd"
              .formatted(AGE_OF_ALL.toDays(), AGE_OF_ALL.toDays()));
    }
    return forDonors;
  }
}
