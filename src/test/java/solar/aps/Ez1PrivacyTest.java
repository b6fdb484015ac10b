package solar.aps;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import solar.aps.demo.ecu.SimulatedEz1;
import solar.aps.demo.web.Answer;

/** An EZ1 gives the name of the WLAN away; this program does not. */
class Ez1PrivacyTest {
  @TempDir Path folder;
  private Ez1House home;

  @BeforeEach
  void build() throws IOException {
    home = new Ez1House(folder);
  }

  @AfterEach
  void tearDown() {
    home.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"FAILED", "<html>", "cut", "no serial number", "error"})
  void theNameOfTheWlanIsNeitherLoggedNorKeptNorShown(String fault) throws Exception {
    String whole = SimulatedEz1.deviceInfo();
    String ssid = SimulatedEz1.SSID;
    Answer answer =
        switch (fault) {
          case "FAILED" -> SimulatedEz1.json(whole.replace("SUCCESS", "FAILED"));
          case "<html>" -> SimulatedEz1.json(ssid + whole);
          case "cut" -> SimulatedEz1.json(whole.substring(0, whole.indexOf(ssid) + ssid.length()));
          case "no serial number" -> SimulatedEz1.json(whole.replace(SimulatedEz1.ID, ssid));
          default -> Answer.status(500, whole);
        };
    home.ez1.answer(Ez1House.DEVICE, answer);

    try (House.Service service = home.service()) {
      assertThat(service.poll()).isEmpty();
      assertPrivate(service.out());
    }
    assertPrivate(home.check());
  }

  @Test
  void theNameOfTheWlanIsNotShownWhenItComesWithoutHttp() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread bare =
          new Thread(
              () -> {
                while (!server.isClosed()) {
                  try (var client = server.accept()) {
                    client.getInputStream().read(new byte[4096]);
                    client
                        .getOutputStream()
                        .write((SimulatedEz1.deviceInfo() + "\r\n\r\n").getBytes(UTF_8));
                  } catch (IOException e) {
                    // the end of the test
                  }
                }
              });
      bare.setDaemon(true);
      bare.start();
      String port = Integer.toString(server.getLocalPort());
      try (House.Service service =
          home.house.service("ecu.source", "ez1", "ecu.host", "127.0.0.1", "ecu.ez1-port", port)) {
        assertThat(service.poll()).isEmpty();
        assertPrivate(service.out());
      }
    }
  }

  @Test
  void aLookAtAGoodInverterShowsWhoItIsAndItsPanels() throws Exception {
    String shown = home.check();

    assertThat(shown)
        .contains("✓ EZ1: http://" + home.ez1.host() + Ez1House.OUTPUT + " answers")
        .contains("✓ EZ1 device: " + SimulatedEz1.ID + " (EZ1 1.9.0)")
        .contains("✓ EZ1 panels: " + Ez1House.PANEL_1 + ": 172 W, " + Ez1House.PANEL_2 + ": 168 W");
    assertPrivate(shown);
  }

  @Test
  void aLookAtAnInverterThatIsGoneSaysSo() throws Exception {
    home.ez1.close();

    assertThat(home.check())
        .contains("✗ EZ1: the EZ1 cannot be reached", "- EZ1 panels: not tried");
  }

  private void assertPrivate(String shown) throws Exception {
    assertThat(shown + home.log() + home.house.letters())
        .isNotBlank()
        .doesNotContain(SimulatedEz1.SSID, "192.0.2.40");
  }
}
