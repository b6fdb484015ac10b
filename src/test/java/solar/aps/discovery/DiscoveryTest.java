package solar.aps.discovery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import solar.aps.ApsSolar;
import solar.aps.config.SettingsLoader;
import solar.aps.demo.ecu.PortFrames;
import solar.aps.demo.ecu.SimulatedEcu;
import solar.aps.demo.ecu.SimulatedEcuPort;
import solar.aps.demo.ecu.SimulatedEz1;
import solar.aps.demo.web.Answer;
import solar.aps.demo.web.LoopbackServer;
import solar.aps.plugin.Output;
import solar.aps.plugin.Services;
import solar.aps.source.Source;

/** A network with devices of every kind at addresses of their own, among them some of others. */
class DiscoveryTest {
  private static final int ETHERNET_SIDE = 4540;

  @TempDir Path folder;
  private final Clock clock = Clock.systemUTC();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final List<String> progress = new ArrayList<>();
  private final List<AutoCloseable> devices = new ArrayList<>();
  private int pagePort;
  private int tcpPort;
  private int ez1Port;

  @BeforeEach
  void choosePorts() throws IOException {
    pagePort = freePort();
    tcpPort = freePort();
    ez1Port = freePort();
  }

  @AfterEach
  void tearDown() throws Exception {
    for (AutoCloseable device : devices) {
      device.close();
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private <T extends AutoCloseable> T device(T device) {
    devices.add(device);
    return device;
  }

  private static InetSocketAddress at(int address, int port) {
    return new InetSocketAddress("127.0.0." + address, port);
  }

  private int search() throws Exception {
    Map<String, String> settings =
        Map.of(
            "ecu.host", "x",
            "ecu.timeout", "1s",
            "ecu.tcp-port", Integer.toString(tcpPort),
            "ecu.ez1-port", Integer.toString(ez1Port),
            "dead-letter.dir", folder.toString(),
            "data.dir", folder.toString());
    Services services =
        Services.of(
            SettingsLoader.load(ApsSolar.keys(), Optional.empty(), Map.of(), settings),
            clock,
            true,
            new Output(out),
            letter -> {});
    List<String> hosts =
        Network.parse("127.0.0.0/28").addresses().map(host -> host + ":" + pagePort).toList();
    return new Discovery(services, Source.finder(), progress::add).findHosts(hosts).size();
  }

  private List<String> lines() {
    return out.toString(UTF_8).lines().sorted().toList();
  }

  @Test
  void eachDeviceIsFoundWithItsNameAndTheLineForTheSettings() throws Exception {
    device(SimulatedEcu.start(clock, at(2, pagePort))).showHome();
    device(SimulatedEcuPort.start(clock, at(3, tcpPort)));
    SimulatedEz1 ez1 = device(SimulatedEz1.start(at(4, ez1Port)));

    assertThat(search()).isEqualTo(3);
    assertThat(lines())
        .containsExactly(
            "127.0.0.2:%d  ECU-R %s  source page  4 inverters  ecu.host=127.0.0.2:%d"
                .formatted(pagePort, SimulatedEcu.ID, pagePort),
            "127.0.0.3:%d  ECU-R %s  source tcp  4 inverters  ecu.host=127.0.0.3:%d"
                .formatted(pagePort, PortFrames.ECU_ID, pagePort),
            "127.0.0.4:%d  EZ1 1.9.0 %s  source ez1  1 inverter  ecu.host=127.0.0.4:%d"
                .formatted(pagePort, SimulatedEz1.ID, pagePort));
    assertThat(progress).last().isEqualTo("found 3 devices");
    assertThat(ez1.requests()).containsExactly("GET /getDeviceInfo");
    assertThat(out.toString(UTF_8)).doesNotContain(SimulatedEz1.SSID);
  }

  @Test
  void theLineInTheDocumentsIsLikeARealOne() throws Exception {
    device(SimulatedEcuPort.start(clock, at(3, tcpPort)));
    search();

    String sample =
        Files.readString(Path.of("docs/sources.md")).split("```text\n")[1].split("\n")[0];
    assertThat(lines().get(0).replace("127.0.0.3:" + pagePort, "192.168.1.102"))
        .isEqualTo(
            sample
                .replace("216000012345", PortFrames.ECU_ID)
                .replace("7 inverters", "4 inverters"));
  }

  @Test
  void anEcuWithBothIsOneLineWithWhatEitherTells() throws Exception {
    device(SimulatedEcu.start(clock, at(2, pagePort)));
    device(SimulatedEcuPort.start(clock, at(2, tcpPort)));

    assertThat(search()).isEqualTo(1);
    assertThat(lines())
        .singleElement()
        .asString()
        .contains("  ECU-R " + PortFrames.ECU_ID + "  source page  4 inverters");
  }

  @Test
  void thePortIsAskedWhoItIsAndNothingElse() throws Exception {
    SimulatedEcuPort port = device(SimulatedEcuPort.start(clock, at(3, tcpPort)));

    search();

    assertThat(port.requests()).containsExactly("APS1100160001END");
  }

  @Test
  void theEthernetSideIsNamedWithTheAdvice() throws Exception {
    device(new ServerSocket(ETHERNET_SIDE, 5, InetAddress.getByName("127.0.0.6")));

    assertThat(search()).isEqualTo(1);
    assertThat(lines())
        .containsExactly(
            "127.0.0.6:%d  ECU-R or ECU-B  its Ethernet side, where it cannot be read; look for its address in the WLAN"
                .formatted(pagePort));
  }

  @Test
  void whatIsNothingOfTheKindIsNotShown() throws Exception {
    device(
        LoopbackServer.start(
            "printer", at(7, pagePort), exchange -> Answer.page("<title>Printer</title>")));
    device(
        LoopbackServer.start(
            "other", at(7, ez1Port), exchange -> Answer.status(200, "{\"hello\":1}")));
    device(LoopbackServer.start("web", at(8, tcpPort), exchange -> Answer.status(200, "hello")));

    assertThat(search()).isZero();
    assertThat(lines()).isEmpty();
    assertThat(progress).last().isEqualTo("found 0 devices");
  }
}
