package solar.aps.setup;

import java.time.Clock;
import solar.aps.config.CommonKeys;
import solar.aps.config.Settings;
import solar.aps.flow.StartFault;
import solar.aps.flow.Trial;
import solar.aps.plugin.Output;
import solar.aps.plugin.Services;

/**
 * Makes trials.
 *
 * @param out standard output
 */
record Trials(Output out) {
  /** A trial with these settings. */
  Trial of(Settings settings) throws StartFault {
    Clock clock = Clock.system(settings.get(CommonKeys.TIME_ZONE));
    return new Trial(Services.of(settings, clock, true, out, letter -> {}));
  }
}
