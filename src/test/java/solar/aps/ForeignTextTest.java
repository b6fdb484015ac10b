package solar.aps;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import solar.aps.demo.web.Answer;

/** What others write reaches no terminal and no log as something that a terminal obeys. */
class ForeignTextTest {
  /** Red, a bell, the one-byte form of the escape, and a mark that turns the line around. */
  private static final String EVIL = "\u001b[31m\u0007\u009b2J\u202eMoon";

  @TempDir Path folder;
  private final PrintStream realErr = System.err;
  private final ByteArrayOutputStream log = new ByteArrayOutputStream();
  private House house;

  @BeforeEach
  void build() throws IOException {
    house = new House(folder);
    house.shows(120);
    System.setErr(new PrintStream(log, true, UTF_8));
  }

  @AfterEach
  void tearDown() {
    System.setErr(realErr);
    house.close();
  }

  private void assertClean(String out) {
    assertThat(out + log.toString(UTF_8))
        .contains("Moon")
        .doesNotContainPattern("[\\p{Cc}\\p{Cf}&&[^\\n\\t]]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bad request 400: ", "Unauthorized 401: ", "Forbidden 403: ", "<html>"})
  void anAnswerOfPvOutput(String beginning) throws Exception {
    int status = beginning.contains("40") ? Integer.parseInt(beginning.replaceAll("\\D", "")) : 200;
    house.pvOutput.answer(
        Answer.of(status, "text/plain;charset=utf-8", (beginning + EVIL).getBytes(UTF_8)));

    House.Run run = house.once("pvoutput.publish", "true", "ecu.max-age", "0");

    assertThat(run.exitCode()).isEqualTo(4);
    assertClean(run.out());
  }

  @Test
  void aSystemNameInTheCheck() throws Exception {
    house.pvOutput.answer(
        Answer.of(
            200,
            "text/plain;charset=utf-8",
            (EVIL + ",3200,,8,400,,4,800,,N,20.0,No,20240301,0.0,0.0,5").getBytes(UTF_8)));

    assertClean(house.check("pvoutput.publish", "true").out());
  }

  @Test
  void theAddressToWhichAnEcuSends() throws Exception {
    house.ecu.answer(
        "/cgi-bin/parameters",
        exchange -> {
          exchange.getResponseHeaders().set("Location", "http://x/\u001b[31m\u0007Moon");
          Answer.status(302, "").send(exchange);
        });

    House.Run run = house.once();

    assertThat(run.exitCode()).isEqualTo(2);
    assertClean(run.out());
  }

  @Test
  void theFailureOfASinkInYaml() throws Exception {
    Path sinks = Files.createDirectory(folder.resolve("sinks"));
    Files.writeString(
        sinks.resolve("evil.yaml"),
        """
        - route:
            id: sink-evil
            group: sink
            from:
              uri: direct:sink-evil
              steps:
                - throwException: {exceptionType: java.lang.IllegalStateException, message: "\\e[31m\\aMoon"}
        """);

    House.Run run = house.once("sinks.dir", sinks.toString(), "ecu.max-age", "0");

    assertThat(run.exitCode()).isEqualTo(3);
    assertClean(run.out());
  }
}
