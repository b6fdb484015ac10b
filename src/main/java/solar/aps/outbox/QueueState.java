package solar.aps.outbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import org.slf4j.event.Level;
import solar.aps.config.CommonKeys;
import solar.aps.generation.GenerationSummary;
import solar.aps.plugin.Services;
import solar.aps.sink.SinkReport;

/** How the delivery from an outbox stands, and what to report about it. */
final class QueueState {
  private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("HH:mm");
  private static final Duration ALARM = Duration.ofDays(1);

  private final String sink;
  private final Clock clock;
  private final Duration patience;
  private final Outbox<String, GenerationSummary> outbox;
  private final Pause pause;

  private Instant lastSuccess;
  private boolean settingsTold;

  /** Since when an answer is waited for; null while none is. */
  private Instant asked;

  /** The reading whose fate is reported, and what became of it; null while nothing has. */
  private String newest;

  private SinkReport.Fate fate;
  private String refusal;

  QueueState(
      Services services, String sink, Outbox<String, GenerationSummary> outbox, Pause pause) {
    this.sink = sink;
    this.clock = services.clock();
    this.patience = services.settings().get(CommonKeys.SINKS_TIMEOUT);
    this.outbox = outbox;
    this.pause = pause;
  }

  /** From now on it is this reading whose fate is reported. */
  void accepted(String key) {
    newest = key;
    fate = null;
    if (lastSuccess != null && lastSuccess.isAfter(clock.instant())) {
      // the clock was set back: a success of the future must not put off the alarm
      lastSuccess = clock.instant();
    }
  }

  void sending() {
    asked = clock.instant();
  }

  void answered() {
    asked = null;
  }

  void taken(List<String> keys) {
    lastSuccess = clock.instant();
    settingsTold = false;
    if (keys.contains(newest)) {
      fate = SinkReport.Fate.DELIVERED;
    }
  }

  void refused(String key, String words) {
    if (key.equals(newest)) {
      fate = SinkReport.Fate.REFUSED;
      refusal = words;
    }
  }

  SinkReport report() {
    String left = ", outbox " + outbox.size();
    if (fate == SinkReport.Fate.DELIVERED) {
      return SinkReport.delivered("", sink + " outbox " + outbox.size());
    }
    if (fate == SinkReport.Fate.REFUSED) {
      String note = "%s: %s; set aside%s".formatted(sink, refusal, left);
      return SinkReport.refused(note, note);
    }
    return SinkReport.waiting(why() + left + nextTry(), level());
  }

  private String why() {
    if (isSilent()) {
      return sink + ": no answer since " + time(asked);
    }
    Optional<Answer> reason = pause.reason();
    if (asked != null || reason.isEmpty()) {
      return sink + ": still sending";
    }
    return reason.get().verdict() == Answer.Verdict.SETTINGS
        ? "%s: %s; nothing is sent before that is mended".formatted(sink, reason.get().words())
        : "%s: not taken (%s)".formatted(sink, reason.get().words());
  }

  private String nextTry() {
    return asked == null && pause.reason().isPresent() ? ", next try " + time(pause.until()) : "";
  }

  private boolean isSilent() {
    return asked != null && !asked.plus(patience).isAfter(clock.instant());
  }

  private String time(Instant at) {
    return MINUTE.format(LocalTime.ofInstant(at, clock.getZone()));
  }

  private Level level() {
    if (settingsFault().isPresent() && !settingsTold) {
      settingsTold = true;
      return Level.ERROR;
    }
    Instant now = clock.instant();
    if (Duration.between(stuckSince().orElse(now), now).compareTo(ALARM) >= 0) {
      return Level.ERROR;
    }
    return pause.reason().isPresent() || isSilent() ? Level.WARN : Level.INFO;
  }

  Optional<Instant> stuckSince() {
    return outbox.keys().stream()
        .findFirst()
        .map(ReadingForm::takenAt)
        .map(oldest -> lastSuccess == null || oldest.isAfter(lastSuccess) ? oldest : lastSuccess);
  }

  Optional<String> settingsFault() {
    return pause
        .reason()
        .filter(why -> why.verdict() == Answer.Verdict.SETTINGS && outbox.size() > 0)
        .map(Answer::words);
  }
}
