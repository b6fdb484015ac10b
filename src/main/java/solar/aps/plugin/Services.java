package solar.aps.plugin;

import java.time.Clock;
import java.util.function.Consumer;
import solar.aps.config.CommonKeys;
import solar.aps.config.Settings;
import solar.aps.deadletter.DeadLetter;
import solar.aps.deadletter.DeadLetterFolder;
import solar.aps.generation.GenerationSummary;
import solar.aps.json.SummaryJson;
import solar.aps.layout.Layout;

/**
 * What every source and every sink may use.
 *
 * @param settings what is set; each reads its own keys
 * @param clock the time, in the zone of the settings
 * @param once whether there is one poll only, and then the end
 * @param out standard output
 * @param json the JSON form of a summary, and the mapper for files
 * @param letters where what failed for good is kept
 */
public record Services(
    Settings settings,
    Clock clock,
    boolean once,
    Output out,
    SummaryJson json,
    DeadLetterFolder letters) {

  /** The same for one ECU, with its settings and its time zone. */
  public Services of(String ecu) {
    Settings own = settings.of(ecu);
    return new Services(
        own, clock.withZone(own.get(CommonKeys.TIME_ZONE)), once, out, json, letters);
  }

  /**
   * How the panels of an ECU are called and where they lie; without any panel if that is not set.
   *
   * @param label the name of the ECU where there are several, or null
   */
  public Layout layout(String label) {
    return settings.find(Layout.KEY, CommonKeys.name(label)).orElse(Layout.NONE);
  }

  /** The same reading with its moment, of which an earlier version wrote the local time only. */
  public GenerationSummary withMoment(GenerationSummary summary) {
    String ecu = CommonKeys.name(summary.ecu());
    return summary.withMoment(settings.find(CommonKeys.TIME_ZONE, ecu).orElseThrow());
  }

  /** The same with other settings. */
  public Services with(Settings other) {
    return new Services(other, clock, once, out, json, letters);
  }

  /**
   * The services for these settings.
   *
   * @param letterListener gets every letter
   */
  public static Services of(
      Settings settings,
      Clock clock,
      boolean once,
      Output out,
      Consumer<DeadLetter> letterListener) {
    SummaryJson json = new SummaryJson();
    return new Services(
        settings,
        clock,
        once,
        out,
        json,
        new DeadLetterFolder(
            settings.get(CommonKeys.DEAD_LETTER_DIR), json::mapper, letterListener));
  }
}
