package solar.aps;

import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import solar.aps.check.Link;
import solar.aps.flow.CycleOutcome;
import solar.aps.sink.pvoutput.PvOutputSink;

/** What the program's exit says about {@code --once} and {@code --check}. */
enum ExitCode {
  /** The ECU was read, and every sink took the reading. */
  DONE(0),
  /** The command line or the settings are wrong; nothing was done. */
  CONFIGURATION(1),
  /** The ECU could not be read: unreachable, an HTTP error, or a page that is not understood. */
  ECU(2),
  /** A sink other than PVOutput did not take the reading; it may be in an outbox. */
  SINK(3),
  /** PVOutput has not taken the reading; it may be in the outbox and go with the next run. */
  PVOUTPUT(4);

  final int code;

  ExitCode(int code) {
    this.code = code;
  }

  /**
   * @param broken the first link of the chain that does not hold
   */
  static ExitCode of(Optional<Link> broken) {
    return broken
        .map(
            link ->
                switch (link) {
                  case SETTINGS -> CONFIGURATION;
                  case ECU -> ECU;
                  case SINK -> SINK;
                  case PVOUTPUT -> PVOUTPUT;
                })
        .orElse(DONE);
  }

  /** That of the link which is first in the chain, where several ECUs ended differently. */
  static ExitCode first(Stream<ExitCode> codes) {
    return codes.filter(code -> code != DONE).min(Comparator.naturalOrder()).orElse(DONE);
  }

  /**
   * @param outcome of the one cycle of an ECU; null when there was no page to make one of
   */
  static ExitCode of(CycleOutcome outcome) {
    if (outcome == null) {
      return ECU;
    }
    if (!outcome.delivered(PvOutputSink.ID)) {
      return PVOUTPUT;
    }
    return outcome.results().stream().map(CycleOutcome.Result::sink).allMatch(outcome::delivered)
        ? DONE
        : SINK;
  }
}
