package solar.aps.doctor;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.ProducerTemplate;
import solar.aps.config.CommonKeys;
import solar.aps.config.Settings;
import solar.aps.sink.pvoutput.PvOutputSettings;
import solar.aps.sink.pvoutput.PvOutputSystem;
import solar.aps.sink.pvoutput.PvOutputSystem.NotToldException;

/** Asks PVOutput about the system, and compares what it says with the settings. */
final class PvOutputCheck {
  private static final String SERVICE = "PVOutput";
  private static final String SYSTEM = "PVOutput system";
  private static final int BATCH_OF_ALL = 30;
  private static final Duration AGE_OF_ALL = Duration.ofDays(14);
  private static final Duration HALF_A_YEAR = Duration.ofDays(182);

  private final PvOutputSettings ours;
  private final ZoneId ourZone;
  private final Clock clock;

  PvOutputCheck(Settings settings, Clock clock) {
    this.ours = PvOutputSettings.of(settings);
    this.ourZone = settings.get(CommonKeys.TIME_ZONE);
    this.clock = clock;
  }

  List<Finding> findings(ProducerTemplate camel) {
    if (!ours.publish()) {
      return List.of(Finding.notTried(Link.PVOUTPUT, SERVICE, "pvoutput.publish=no"));
    }
    try {
      return compare(PvOutputSystem.ask(camel));
    } catch (NotToldException e) {
      return List.of(
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
    ZoneId theirs = system.zone().orElse(ourZone);
    Instant now = clock.instant();
    boolean same =
        Stream.of(now, now.plus(HALF_A_YEAR))
            .allMatch(t -> ourZone.getRules().getOffset(t).equals(theirs.getRules().getOffset(t)));
    return same
        ? List.of()
        : List.of(
            "its time zone is %s, ours is %s; set time-zone, or the zone of the system at PVOutput"
                .formatted(theirs, ourZone));
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
