package solar.aps.bench;

import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.main.Main;
import solar.aps.ApsSolar;
import solar.aps.config.CommonKeys;
import solar.aps.config.Settings;
import solar.aps.config.SettingsLoader;
import solar.aps.demo.SettableClock;
import solar.aps.demo.ecu.SimulatedEcuPort;
import solar.aps.demo.pvoutput.SimulatedPvOutput;
import solar.aps.demo.web.Answer;
import solar.aps.flow.CycleReport;
import solar.aps.flow.ErrorPolicy;
import solar.aps.flow.Flow;
import solar.aps.flow.FlowListener;
import solar.aps.flow.Plugins;
import solar.aps.flow.PollRoute;
import solar.aps.plugin.Output;
import solar.aps.plugin.Services;

/**
 * A year of polls, a quarter of an hour apart, with everything that goes wrong: the program ends
 * for hours, the ECU does not answer, PVOutput is away. In the end every slot with light must be
 * stored.
 */
public final class Soak {
  private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
  private static final Duration INTERVAL = Duration.ofMinutes(15);
  private static final DateTimeFormatter SLOT = DateTimeFormatter.ofPattern("uuuuMMdd HH:mm");

  private final SettableClock clock =
      new SettableClock(Instant.parse("2025-01-01T03:00:00Z"), ZONE);
  private final Random random = new Random(365);
  private final Path folder;
  private final SimulatedEcuPort ecu;
  private final SimulatedPvOutput pvOutput;
  private int polls;
  private int stops;
  private int ecuOutages;
  private int pvOutputOutages;

  private Soak(Path folder) throws Exception {
    this.folder = folder;
    ecu = SimulatedEcuPort.start(clock);
    pvOutput = SimulatedPvOutput.start(clock, "key", "1");
    pvOutput.statusInterval(15);
  }

  /**
   * Prints what was done, and how many slots were stored and lost.
   *
   * @param args an empty folder, and the number of days
   */
  public static void main(String[] args) throws Exception {
    new Soak(Path.of(args[0])).run(Integer.parseInt(args[1]));
    System.exit(0);
  }

  private void run(int days) throws Exception {
    long begin = System.nanoTime();
    LocalDateTime first = LocalDateTime.now(clock);
    Instant end = clock.instant().plus(Duration.ofDays(days));
    while (clock.instant().isBefore(end)) {
      Duration life = Duration.ofHours(24 + random.nextInt(24 * 20));
      Instant death = clock.instant().plus(life);
      live(death.isBefore(end) ? death : end);
      if (clock.instant().isBefore(end)) {
        stops++;
        clock.pass(Duration.ofMinutes(30 + random.nextInt(20 * 60)));
      }
    }
    heal();
    LocalDateTime last = LocalDateTime.now(clock);
    live(clock.instant().plus(Duration.ofDays(3)));
    Set<String> stored = pvOutput.statuses().keySet();
    Set<String> lost = new TreeSet<>();
    int light = 0;
    for (LocalDateTime slot = first.truncatedTo(ChronoUnit.HOURS);
        slot.isBefore(last);
        slot = slot.plusMinutes(15)) {
      int hour = slot.getHour();
      if (hour >= 7 && hour < 20) {
        light++;
        if (!stored.contains(SLOT.format(slot))) {
          lost.add(SLOT.format(slot));
        }
      }
    }
    System.out.printf(
        "%d days, %d polls, %d stops of the program, %d outages of the ECU, %d of PVOutput: %d slots"
            + " with light, %d of them lost %s, %d stored in all, %d requests, %.1f s%n",
        days,
        polls,
        stops,
        ecuOutages,
        pvOutputOutages,
        light,
        lost.size(),
        lost.stream().limit(5).toList(),
        stored.size(),
        pvOutput.requests().size(),
        (System.nanoTime() - begin) / 1e9);
  }

  private void live(Instant death) throws Exception {
    Main main = new Main();
    Services services =
        Services.of(settings(), clock, false, new Output(OutputStream.nullOutputStream()), l -> {});
    new Flow(services, Plugins.find())
        .install(main, new CycleReport(answer -> {}, false), FlowListener.NOBODY, false);
    main.addInitialProperty("aps-solar.poll-timer", "false");
    main.addInitialProperty("aps-solar.timers", "false");
    main.configure().withShutdownTimeout(1);
    main.start();
    while (clock.instant().isBefore(death)) {
      harm();
      main.getCamelTemplate().request(PollRoute.cycle(CommonKeys.ONE_ECU), exchange -> {});
      polls++;
      clock.pass(INTERVAL);
    }
    main.stop();
  }

  private void harm() {
    switch (random.nextInt(400)) {
      case 0 -> {
        ecuOutages++;
        ecu.reply("0001", client -> {});
      }
      case 1 -> {
        pvOutputOutages++;
        pvOutput.answer(Answer.status(503, "later"));
      }
      case 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19 -> heal();
      default -> {}
    }
  }

  private void heal() {
    ecu.replyNormally("0001");
    pvOutput.answerNormally();
  }

  private Settings settings() throws Exception {
    return SettingsLoader.load(
            ApsSolar.keys(),
            Optional.empty(),
            Map.ofEntries(),
            Map.ofEntries(
                Map.entry("ecu.host", "127.0.0.1"),
                Map.entry("ecu.source", "tcp"),
                Map.entry("ecu.tcp-port", Integer.toString(ecu.port())),
                Map.entry("time-zone", ZONE.getId()),
                Map.entry("console.format", "none"),
                Map.entry("poll.interval", "15m"),
                Map.entry("history.days", "400"),
                Map.entry("data.dir", folder.resolve("data").toString()),
                Map.entry("dead-letter.dir", folder.resolve("dead-letter").toString()),
                Map.entry("pvoutput.publish", "yes"),
                Map.entry("pvoutput.send-energy", "yes"),
                Map.entry("pvoutput.status-interval", "15"),
                Map.entry("pvoutput.api-key", "key"),
                Map.entry("pvoutput.system-id", "1"),
                Map.entry("pvoutput.url", pvOutput.url().toString())))
        .with(ErrorPolicy.RETRY_DELAY, Duration.ofMillis(1));
  }
}
