package solar.aps.bench;

import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import solar.aps.demo.ecu.SimulatedEcu;
import solar.aps.demo.ecu.SimulatedEcuPort;
import solar.aps.demo.pvoutput.SimulatedPvOutput;
import solar.aps.demo.web.Answer;

/**
 * Many ECUs with ten panels each on a page, or eight at a port, and a PVOutput account with a
 * system for each, in a process of their own. One server stands for all of a kind: it listens at
 * every address of the loopback network. They live until standard input ends.
 */
public final class SimulatedFleet {
  private SimulatedFleet() {}

  /** The address of an ECU. */
  private static String address(int ecu) {
    return "127.1.%d.%d".formatted(ecu / 250, 1 + ecu % 250);
  }

  /**
   * Writes the settings that lead here into {@code application.properties} of a folder: every
   * second ECU is read by its page, the others at their port.
   *
   * @param args the folder, and the number of ECUs
   */
  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args[0]);
    int count = Integer.parseInt(args[1]);
    Clock clock = Clock.systemUTC();
    InetSocketAddress everywhere = new InetSocketAddress("0.0.0.0", 0);
    try (SimulatedEcu ecu = SimulatedEcu.start(clock, everywhere);
        SimulatedEcuPort port = SimulatedEcuPort.start(clock, everywhere);
        SimulatedPvOutput pvOutput =
            SimulatedPvOutput.start(clock, SimulatedHouse.API_KEY, SimulatedHouse.SYSTEM_ID)) {
      ecu.answer("/cgi-bin/parameters", Answer.page(TenPanels.page()));
      pvOutput.limit(Integer.MAX_VALUE, true);
      String pagePort = ecu.host().substring(ecu.host().lastIndexOf(":") + 1);
      StringBuilder settings = new StringBuilder("ecus=");
      for (int i = 0; i < count; i++) {
        settings.append(i == 0 ? "" : ",").append("e").append(i);
      }
      settings
          .append("\necu.max-age=0\ntime-zone=UTC\npoll.interval=1m\necu.tcp-port=")
          .append(port.port())
          .append("\npvoutput.publish=yes\npvoutput.api-key=")
          .append(SimulatedHouse.API_KEY)
          .append("\npvoutput.url=")
          .append(pvOutput.url())
          .append('\n');
      for (int i = 0; i < count; i++) {
        String system = Integer.toString(100_000 + i);
        pvOutput.addSystem(system);
        settings.append(
            "e%1$d.ecu.host=%2$s:%3$s\ne%1$d.ecu.source=%4$s\ne%1$d.pvoutput.system-id=%5$s\n"
                .formatted(i, address(i), pagePort, i % 2 == 0 ? "page" : "tcp", system));
      }
      Files.writeString(folder.resolve("application.properties.part"), settings);
      Files.move(
          folder.resolve("application.properties.part"), folder.resolve("application.properties"));
      System.in.transferTo(System.err);
    }
  }
}
