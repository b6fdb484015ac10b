package solar.aps;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import solar.aps.demo.web.Answer;
import solar.aps.demo.web.Faults;

/** Each way in which an ECU fails ends with exit code 2, nothing published, and a dead letter. */
class EcuFailureTest {
  private static final String PATH = "/cgi-bin/parameters";

  @TempDir Path folder;
  private House house;

  @BeforeEach
  void build() throws IOException {
    house = new House(folder);
  }

  @AfterEach
  void tearDown() {
    house.close();
  }

  @Test
  void anEcuThatIsSwitchedOffRefusesTheConnection() throws Exception {
    house.ecu.close();

    assertThat(causeOfFailure())
        .startsWith("nothing accepts connections at http://" + house.ecu.host() + PATH)
        .contains("Check ecu.host");
  }

  @Test
  void aNameThatNobodyKnowsIsSaidToBeUnknown() throws Exception {
    assertThat(causeOfFailure("ecu.host", "no-such-ecu.invalid"))
        .isEqualTo(
            "the ECU's name in http://no-such-ecu.invalid/cgi-bin/parameters is not known on this"
                + " network. Check ecu.host; its IP address always works");
  }

  @Test
  void anEcuThatHangsIsAskedThreeTimes() throws Exception {
    house.ecu.answer(PATH, Faults.hang());

    assertThat(causeOfFailure()).startsWith("the ECU did not answer within");
    assertThat(house.ecu.requests()).hasSize(3).containsOnly("GET " + PATH);
  }

  @Test
  void anHttpErrorIsNamed() throws Exception {
    house.ecu.answer(PATH, Answer.status(500, "Internal Server Error"));

    assertThat(causeOfFailure())
        .startsWith("the ECU answered HTTP 500 instead of its readings page at http://");
    assertThat(house.ecu.requests()).hasSize(3);
    assertThat(letter().get("body").textValue()).isEqualTo("Internal Server Error");
  }

  @Test
  void aRedirectIsNotFollowedButTold() throws Exception {
    house.ecu.answer(
        PATH,
        exchange -> {
          exchange.getResponseHeaders().set("Location", "http://192.0.2.1/login");
          exchange.sendResponseHeaders(302, -1);
        });

    assertThat(causeOfFailure())
        .startsWith("the ECU answered HTTP 302 (a redirect to http://192.0.2.1/login)");
  }

  @Test
  void firmwareWithoutThePageIsSaidToBeThat() throws Exception {
    house.ecu.answer(PATH, Answer.status(404, "404 Page Not Found"));
    house.ecu.answer("/index.php/realtimedata", Answer.status(404, "404 Page Not Found"));

    assertThat(causeOfFailure())
        .contains("its readings page is gone")
        .contains("404 at /cgi-bin/parameters and /index.php/realtimedata")
        .contains("firmware without web pages");
  }

  @Test
  void anAnswerThatBreaksOffIsSaidToBreakOff() throws Exception {
    house.ecu.answer(PATH, Faults.drop());

    assertThat(causeOfFailure()).startsWith("the ECU's answer at http://").contains("broke off");
  }

  @Test
  void anAnswerWithoutEndIsCutOff() throws Exception {
    house.ecu.answer(PATH, Faults.endless());

    assertThat(causeOfFailure()).contains("more than 1 MiB");
  }

  @Test
  void aHeadWithoutEndIsGivenUp() throws Exception {
    assertThat(causeOfRaw("HTTP/1.1 200 OK\r\n", "X-Header: again\r\n")).contains("broke off");
  }

  @Test
  void aHeadOfOneEndlessLineIsGivenUp() throws Exception {
    assertThat(causeOfRaw("HTTP/1.1 200 OK\r\nX: ", "again")).contains("broke off");
  }

  @Test
  void anEcuThatOnlyEverPromisesToGoOnIsGivenUp() throws Exception {
    assertThat(causeOfRaw("", "HTTP/1.1 100 Continue\r\n\r\n"))
        .startsWith("the ECU did not answer within");
  }

  /** Talks to a server that sends a beginning and then the same again, as long as it is heard. */
  private String causeOfRaw(String beginning, String again) throws Exception {
    try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread talking =
          new Thread(
              () -> {
                while (!server.isClosed()) {
                  try (var client = server.accept()) {
                    client.getInputStream().read(new byte[4096]);
                    client.getOutputStream().write(beginning.getBytes());
                    while (true) {
                      client.getOutputStream().write(again.getBytes());
                    }
                  } catch (IOException e) {
                    // hung up on, as it should be
                  }
                }
              });
      talking.start();
      return causeOfFailure("ecu.host", "127.0.0.1:" + server.getLocalPort());
    }
  }

  @Test
  void anAnswerWithoutABodyIsNoPage() throws Exception {
    house.ecu.answer(PATH, exchange -> exchange.sendResponseHeaders(204, -1));

    assertThat(causeOfFailure()).startsWith("the ECU answered HTTP 204 instead of");
  }

  @Test
  void aCharsetThatNobodyKnowsLosesNothing() throws Exception {
    house.ecu.answer(
        PATH,
        Answer.of(200, "text/html; charset=foo", House.PAGE.getBytes(StandardCharsets.UTF_8)));

    assertThat(house.once().exitCode()).isZero();
  }

  @Test
  void anAnswerThatTricklesIsGivenUp() throws Exception {
    house.ecu.answer(
        PATH,
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          // paced by the client's reads, not by a clock: bytes come as long as somebody takes them
          while (true) {
            exchange.getResponseBody().write(' ');
            exchange.getResponseBody().flush();
          }
        });

    assertThat(causeOfFailure()).containsAnyOf("did not answer within", "more than 1 MiB");
  }

  @Test
  void aCutPageIsKeptAsItCame() throws Exception {
    String cut = House.PAGE.substring(0, House.PAGE.length() / 2);
    house.ecu.answer(PATH, Answer.page(cut));

    assertThat(causeOfFailure()).contains("cut");
    assertThat(letter().get("body").textValue()).isEqualTo(cut);
  }

  @Test
  void garbageIsKeptByteForByte() throws Exception {
    byte[] garbage = {(byte) 0xff, 0, 'x', (byte) 0x80};
    house.ecu.answer(PATH, Answer.page(garbage));

    assertThat(causeOfFailure()).isNotBlank();
    assertThat(letter().get("body").textValue().getBytes(StandardCharsets.ISO_8859_1))
        .isEqualTo(garbage);
  }

  @Test
  void aPageThatIsWholeAtTheSecondLookIsReadWithoutADeadLetter() throws Exception {
    house.ecu.answer(
        PATH,
        exchange -> {
          house.ecu.answer(PATH, Answer.page(House.PAGE));
          Answer.page("<table>").send(exchange);
        });

    assertThat(house.once().exitCode()).isZero();
    assertThat(house.ecu.requests()).hasSize(2);
    assertThat(house.letters()).isEmpty();
  }

  @Test
  void anEcuThatSpeaksHttp10WithBareLineFeedsIsRead() throws Exception {
    try (ServerSocket old = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread server =
          new Thread(
              () -> {
                try (var client = old.accept()) {
                  client.getInputStream().read(new byte[4096]);
                  client
                      .getOutputStream()
                      .write(("HTTP/1.0 200 OK\nServer: old\n\n" + House.PAGE).getBytes());
                } catch (IOException e) {
                  throw new AssertionError(e);
                }
              });
      server.start();
      House.Run run = house.once("ecu.host", "127.0.0.1:" + old.getLocalPort());
      server.join();

      assertThat(run.exitCode()).isZero();
      assertThat(run.out()).contains("407000000001-A: 120 W");
    }
  }

  private String causeOfFailure(String... keysAndValues) throws Exception {
    House.Run run = house.once(keysAndValues);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    return letter().get("cause").textValue();
  }

  private JsonNode letter() throws IOException {
    assertThat(house.letters()).hasSize(1);
    JsonNode letter = house.letters().get(0);
    assertThat(letter.get("what").textValue()).isEqualTo("ecu");
    assertThat(letter.get("when").textValue()).isEqualTo("2025-06-15T11:10:16+02:00");
    return letter;
  }
}
