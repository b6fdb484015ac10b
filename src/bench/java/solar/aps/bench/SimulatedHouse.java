package solar.aps.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import solar.aps.demo.ecu.SimulatedEcu;
import solar.aps.demo.pvoutput.SimulatedPvOutput;
import solar.aps.demo.web.Answer;

/**
 * An ECU with ten panels and a PVOutput account in a process of their own, so that they cost the
 * measured program nothing. They live until standard input ends.
 */
public final class SimulatedHouse {
  static final String API_KEY = "key-of-the-benchmark";
  static final String SYSTEM_ID = "12345";

  private SimulatedHouse() {}

  /**
   * Writes the settings that lead here into a folder: {@code application.properties} for one poll,
   * {@code config.json} for the Python tool, and {@code pvoutput.url} for {@link ServicePolls}.
   *
   * @param args the folder
   */
  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args[0]);
    Clock clock = Clock.systemUTC();
    try (SimulatedEcu ecu = SimulatedEcu.start(clock);
        SimulatedPvOutput pvOutput = SimulatedPvOutput.start(clock, API_KEY, SYSTEM_ID)) {
      ecu.answer("/cgi-bin/parameters", Answer.page(TenPanels.page()));
      pvOutput.limit(Integer.MAX_VALUE, true);
      Files.writeString(folder.resolve("pvoutput.url"), pvOutput.url().toString());
      Files.writeString(
          folder.resolve("config.json"),
          "{\"host\": \"%s\", \"pvoutput\": {\"publish\": \"no\"}}".formatted(ecu.host()));
      Files.writeString(
          folder.resolve("application.properties"),
          "ecu.host=%s\necu.max-age=0\ntime-zone=UTC\n".formatted(ecu.host()));
      System.in.transferTo(System.err);
    }
  }
}
