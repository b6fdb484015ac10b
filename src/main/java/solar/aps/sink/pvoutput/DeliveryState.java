package solar.aps.sink.pvoutput;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.event.Level;
import solar.aps.outbox.Outbox;
import solar.aps.sink.SinkReport;

/** How the delivery stands: whether it has to wait, why, and what to report about it. */
final class DeliveryState {
  private static final Duration ALARM = Duration.ofDays(1);
  private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("HH:mm");

  private record Fate(String words, boolean taken) {}

  private final Account account;

  /** Of this system alone: the settings of another one may be right. */
  private Account.Trouble own;

  private boolean settingsTold;
  private Instant lastSuccess;
  private Status newest;
  private Fate fate;

  /**
   * @param account what it shares with other systems
   */
  DeliveryState(Account account) {
    this.account = account;
  }

  boolean mustWait(Instant now) {
    return account.trouble().filter(common -> common.lasts(now)).isPresent()
        || (own != null && own.lasts(now));
  }

  /** That which lasts longer. */
  private Optional<Account.Trouble> trouble() {
    return Stream.concat(account.trouble().stream(), Stream.ofNullable(own))
        .max(Comparator.comparing(Account.Trouble::until));
  }

  /**
   * Sends nothing for a while.
   *
   * @param common whether it is so for every system of the account
   */
  void pause(Account.Trouble trouble, boolean common) {
    if (common) {
      own = null;
      account.pause(trouble);
    } else {
      own = trouble;
    }
  }

  void success(Instant now) {
    account.success();
    own = null;
    settingsTold = false;
    lastSuccess = now;
  }

  /** From now on it is this status whose fate is reported. */
  void accepted(Status status) {
    newest = status;
    fate = null;
    // the clock was set back: a success of the future must not put off the alarm
    if (lastSuccess != null && lastSuccess.isAfter(status.takenAt())) {
      lastSuccess = status.takenAt();
    }
  }

  /** PVOutput's last word on a status. */
  void decided(Status status, String words, boolean taken) {
    if (status.equals(newest)) {
      fate = new Fate(words, taken);
    }
  }

  /** What to report about the newest status. */
  SinkReport report(Outbox<LocalDateTime, Status> outbox, Clock clock) {
    String left = ", outbox " + outbox.size();
    if (fate != null) {
      String response = "PVOutput response: " + fate.words();
      return fate.taken()
          ? SinkReport.delivered(response, "published " + fate.words().split(":")[0] + left)
          : SinkReport.refused(response, "PVOutput refuses " + fate.words() + left);
    }
    String note =
        trouble()
            .map(trouble -> note(trouble, left, clock))
            .orElse("PVOutput has not been asked yet" + left);
    return SinkReport.waiting(note, level(outbox, clock.instant()));
  }

  /** Since when the oldest status waits, or the last success where that is later. */
  Optional<Instant> stuckSince(Outbox<LocalDateTime, Status> outbox) {
    return outbox
        .first()
        .map(Status::takenAt)
        .map(oldest -> lastSuccess == null || oldest.isAfter(lastSuccess) ? oldest : lastSuccess);
  }

  /** Why PVOutput refuses the settings, while publishing pauses because of it. */
  Optional<String> refusal() {
    return Optional.ofNullable(own)
        .filter(present -> present.cause() == Account.Cause.SETTINGS)
        .map(Account.Trouble::words);
  }

  private static String note(Account.Trouble trouble, String left, Clock clock) {
    String what =
        switch (trouble.cause()) {
          case UNREACHABLE -> "PVOutput unreachable (" + trouble.words() + ")";
          case FOREIGN ->
              "something else than PVOutput answered ("
                  + trouble.words()
                  + "), perhaps a login page or a proxy; check this machine's way to the internet and"
                  + " pvoutput.url";
          case LIMIT -> "PVOutput's limit of requests an hour is spent";
          case SETTINGS ->
              "publishing pauses: PVOutput refuses the settings ("
                  + trouble.words()
                  + "); check pvoutput.system-id, pvoutput.api-key, and that the key is not read-only";
        };
    String next = MINUTE.format(LocalTime.ofInstant(trouble.until(), clock.getZone()));
    return what + left + ", next try " + next;
  }

  private Level level(Outbox<LocalDateTime, Status> outbox, Instant now) {
    if (refusal().isPresent() && !settingsTold) {
      settingsTold = true;
      return Level.ERROR;
    }
    Instant since =
        lastSuccess != null ? lastSuccess : outbox.first().map(Status::takenAt).orElse(now);
    return Duration.between(since, now).compareTo(ALARM) < 0 ? Level.WARN : Level.ERROR;
  }
}
