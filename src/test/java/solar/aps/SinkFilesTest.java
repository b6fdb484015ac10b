package solar.aps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import solar.aps.demo.web.Answer;
import solar.aps.flow.StartFault;

/** Sinks that users write in YAML, and those that are shipped. */
class SinkFilesTest {
  private static final Path SHIPPED = Path.of("src/main/dist/sinks");

  @TempDir Path folder;
  private Path sinks;
  private House house;

  @BeforeEach
  void build() throws IOException {
    sinks = Files.createDirectory(folder.resolve("sinks"));
    house = new House(folder);
    house.ecu.answer("/cgi-bin/parameters", Answer.page(House.PAGE));
  }

  @AfterEach
  void tearDown() {
    house.close();
  }

  @Test
  void theCsvExampleAppendsALineAReading() throws Exception {
    Files.copy(SHIPPED.resolve("csv.yaml"), sinks.resolve("csv.yaml"));

    assertThat(run("sink.csv.dir", folder.toString()).exitCode()).isZero();
    house.ecu.answer(
        "/cgi-bin/parameters",
        Answer.page(House.PAGE.replace(" 50.1&nbsp;Hz", " -&nbsp;Hz").replace(" 120&", " 7&")));
    run("sink.csv.dir", folder.toString());

    assertThat(folder.resolve("readings.csv"))
        .hasContent(
            "2025-06-15T11:10:16,1,120,234.0,50.0,50.1\n2025-06-15T11:10:16,1,7,234.0,50.0,\n");
  }

  @Test
  void theWebhookExamplePostsTheJson() throws Exception {
    Files.copy(SHIPPED.resolve("webhook.yaml"), sinks.resolve("webhook.yaml"));
    List<String> posts = new CopyOnWriteArrayList<>();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          posts.add(
              "%s %s %s\n%s"
                  .formatted(
                      exchange.getRequestMethod(),
                      exchange.getRequestURI(),
                      exchange.getRequestHeaders().getFirst("Content-Type"),
                      new String(exchange.getRequestBody().readAllBytes())));
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    server.start();
    try {
      String url = "http://127.0.0.1:%d/readings".formatted(server.getAddress().getPort());

      assertThat(run("sink.webhook.url", url).exitCode()).isZero();
    } finally {
      server.stop(0);
    }

    assertThat(posts).hasSize(1);
    String[] post = posts.get(0).split("\n", 2);
    assertThat(post[0]).isEqualTo("POST /readings application/json");
    assertThat(new ObjectMapper().readTree(post[1]).get("total_watts_for_output").intValue())
        .isEqualTo(120);
  }

  @Test
  void aSinkThatFailsEndsTheRunWith3AndKeepsTheReading() throws Exception {
    write(
        "      steps: [{throwException: {exceptionType: java.io.IOException, message: no luck}}]");

    assertThat(run().exitCode()).isEqualTo(3);
    assertThat(house.letters()).hasSize(1);
    assertThat(house.letters().get(0).get("what").textValue()).isEqualTo("mine");
    assertThat(house.letters().get(0).get("cause").textValue()).isEqualTo("no luck");
    assertThat(house.letters().get(0).at("/body/received_count").intValue()).isEqualTo(1);
  }

  @Test
  void aFailureThatASinkMendsItselfIsNone() throws Exception {
    write(
        "      steps: [{doTry: {"
            + "steps: [{throwException: {exceptionType: java.io.IOException, message: x}}],"
            + " doCatch: [{exception: [java.io.IOException], steps: [{setBody: {constant: y}}]}]}}]");

    assertThat(run().exitCode()).isZero();
    assertThat(house.letters()).isEmpty();
  }

  @Test
  void aFailureInAPartOfASinkIsAFailureOfTheSinkAndToldOnce() throws Exception {
    write(
        "      steps: [{split: {simple: '${body.panels}', steps: [{throwException: {exceptionType:"
            + " java.io.IOException, message: no luck}}]}}]");

    assertThat(run().exitCode()).isEqualTo(3);
    assertThat(house.letters()).hasSize(1);
  }

  @Test
  void aSinkMayCallAnotherRouteOfItsFile() throws Exception {
    write(
        """
              steps: [{split: {simple: '${body.panels}', parallelProcessing: true, \
        steps: [{to: 'direct:sink-mine-part'}]}}]
        - route:
            id: sink-mine-part
            from: {uri: 'direct:sink-mine-part', steps: [{setBody: {constant: x}}]}
        """);

    assertThat(run().exitCode()).isZero();
    assertThat(house.letters()).isEmpty();
  }

  @Test
  void aRouteThatIsNotThereIsTold() throws Exception {
    write("      steps: [{to: 'direct:nobody'}]");

    assertThat(run().exitCode()).isEqualTo(3);
    assertThat(house.letters()).hasSize(1);
    assertThat(house.letters().get(0).get("cause").textValue()).contains("direct://nobody");
  }

  @Test
  void aSinkThatNeverStartsIsTold() throws Exception {
    Files.writeString(
        sinks.resolve("off.yaml"),
        """
        - route:
            id: sink-off
            group: sink
            autoStartup: false
            from: {uri: 'direct:sink-off', steps: [{setBody: {constant: x}}]}
        """);

    assertThat(run().exitCode()).isEqualTo(3);
    assertThat(house.letters()).hasSize(1);
    assertThat(house.letters().get(0).get("what").textValue()).isEqualTo("off");
  }

  @Test
  void theReasonAtTheRootIsTold() throws Exception {
    Files.createFile(folder.resolve("file"));
    Files.copy(SHIPPED.resolve("csv.yaml"), sinks.resolve("csv.yaml"));

    assertThat(run("sink.csv.dir", folder.resolve("file").toString()).exitCode()).isEqualTo(3);
    assertThat(house.letters().get(0).get("cause").textValue())
        .contains("Cannot store file")
        .containsPattern("\\(.+\\)");
  }

  @Test
  void thePlainMarshalGivesTheSameJson() throws Exception {
    write(
        "      steps: [{marshal: {json: {}}}, {to: 'file:%s?fileName=out.json'}]"
            .formatted(folder));

    assertThat(run().exitCode()).isZero();
    assertThat(folder.resolve("out.json")).content().contains("\"total_watts_raw\":120");
  }

  @Test
  void aFileThatCamelWouldPassOverIsNamed() throws Exception {
    Files.writeString(sinks.resolve("mine.yml"), "");

    assertThatRunFails().hasMessageContaining("mine.yml: its name must end in .yaml");
  }

  @Test
  void theValueOfASecretKeyIsInNoDeadLetter() throws Exception {
    write(
        "      steps: [{throwException: {exceptionType: java.io.IOException, message: 'at"
            + " {{sink.mine.token}}'}}]");

    run("sink.mine.token", "s3cr3tvalue");

    assertThat(house.letters().get(0).get("cause").textValue()).isEqualTo("at ****");
  }

  @Test
  void aMisspeltFieldStopsTheStartWithTheFileAndTheReason() throws Exception {
    Files.writeString(sinks.resolve("bad.yaml"), "- route:\n    id: sink-x\n    gruop: sink\n");

    assertThatRunFails()
        .hasMessageStartingWith("cannot start: " + sinks.resolve("bad.yaml") + ": ")
        .hasMessageContaining("gruop")
        .hasMessageContaining("Mend the file")
        .hasMessageNotContainingAny("\n");
  }

  @Test
  void aComponentThatIsNotThereStopsTheStartWithTheFileAndTheReason() throws Exception {
    write("      steps: [{to: 'mqtt9:topic'}]");

    assertThatRunFails()
        .hasMessageStartingWith("cannot start: " + sinks.resolve("mine.yaml").toRealPath())
        .hasMessageContaining("mqtt9");
  }

  @Test
  void aBeanWhoseJarIsNotThereStopsTheStartWithTheFileAndTheReason() throws Exception {
    Files.writeString(
        sinks.resolve("mine.yaml"), "- beans: [{name: base, type: org.example.DataSource}]\n");

    assertThatRunFails()
        .hasMessageContaining(
            "mine.yaml: it needs org.example.DataSource, which is not there; put the jar that has it"
                + " into lib/ext. Mend");
  }

  @Test
  void neitherTheCheckNorADryRunConnectsToAnything() throws Exception {
    for (String sink : List.of("postgresql", "kafka", "telegram")) {
      Files.copy(SHIPPED.resolve(sink + ".yaml"), sinks.resolve(sink + ".yaml"));
    }
    try (ServerSocket anything = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      String address = "127.0.0.1:" + anything.getLocalPort();
      String[] keys = {
        "sinks.dir",
        sinks.toString(),
        "sink.postgresql.url",
        "jdbc:postgresql://" + address + "/solar",
        "sink.postgresql.user",
        "aps",
        "sink.postgresql.password",
        "pa55word",
        "sink.kafka.brokers",
        address,
        "sink.telegram.url",
        "http://" + address,
        "sink.telegram.token",
        "123:abc",
        "sink.telegram.chat-id",
        "4711"
      };

      assertThat(house.check(keys).out()).contains("✓ sinks.dir: ");
      assertThat(house.dryRun(keys).out())
          .contains("postgresql would get this as JSON:\n{")
          .contains("kafka would get this as JSON:\n{")
          .contains("telegram would get this as JSON:\n{");

      anything.setSoTimeout(1);
      assertThatThrownBy(anything::accept).isInstanceOf(SocketTimeoutException.class);
      assertThat(folder.resolve("data")).doesNotExist();
    }
  }

  @Test
  void aSettingThatTheFileNeedsAndNobodySetStopsTheStart() throws Exception {
    write("      steps: [{to: '{{sink.mine.url}}'}]");

    assertThatRunFails().hasMessageContaining("mine.yaml").hasMessageContaining("sink.mine.url");
  }

  @Test
  void aFileWithoutASinkStopsTheStart() throws Exception {
    Files.writeString(
        sinks.resolve("other.yaml"),
        "- route: {id: other, from: {uri: 'direct:other', steps: [{setBody: {constant: x}}]}}\n");

    assertThatRunFails()
        .hasMessageContaining("it has no route with \"group: sink\" or \"group: source\"");
  }

  @Test
  void aSinkMayNotTakeTheNameOfAnother() throws Exception {
    Files.writeString(
        sinks.resolve("again.yaml"),
        """
        - route:
            id: sink-pvoutput
            group: sink
            from: {uri: 'direct:sink-pvoutput', steps: [{setBody: {constant: x}}]}
        """);

    assertThatRunFails().hasMessageContaining("there is another route with the id sink-pvoutput");
  }

  @Test
  void aSinkMustBeginWithItsOwnName() throws Exception {
    Files.writeString(
        sinks.resolve("odd.yaml"),
        """
        - route:
            id: sink-odd
            group: sink
            from: {uri: 'direct:odd', steps: [{setBody: {constant: x}}]}
        """);

    assertThatRunFails().hasMessageContaining("sink-odd begins with direct:odd");
  }

  @Test
  void aKeyThatCamelDoesNotKnowIsNamedWithoutItsValue() {
    assertThatThrownBy(() -> house.once("camel.main.nmae", "pa55word"))
        .isInstanceOf(StartFault.class)
        .hasMessage(
            "cannot start: Camel does not take the key camel.main.nmae; correct its name or its"
                + " value");
  }

  private org.assertj.core.api.AbstractThrowableAssert<?, ?> assertThatRunFails() {
    return assertThatThrownBy(this::run).isInstanceOf(StartFault.class);
  }

  private House.Run run(String... more) throws Exception {
    String[] keys = new String[more.length + 2];
    keys[0] = "sinks.dir";
    keys[1] = sinks.toString();
    System.arraycopy(more, 0, keys, 2, more.length);
    return house.once(keys);
  }

  private void write(String steps) throws IOException {
    Files.writeString(
        sinks.resolve("mine.yaml"),
        """
        - route:
            id: sink-mine
            group: sink
            from:
              uri: direct:sink-mine
        """
            + steps
            + "\n");
  }
}
