package solar.aps.demo.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class AnswerTest {
  private final CountDownLatch asked = new CountDownLatch(1);
  private volatile Answer answer = Answer.page("");
  private LoopbackServer server;

  @BeforeEach
  void start() throws IOException {
    server =
        LoopbackServer.start(
            "test",
            exchange -> {
              Answer chosen = answer;
              asked.countDown();
              return chosen;
            });
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void aPageIsServedByteForByte() throws Exception {
    byte[] bytes = {'<', 'p', '>', (byte) 0xFF, 0};
    answer = Answer.page(bytes);

    HttpResponse<String> page = Web.get(url());
    assertThat(page.headers().firstValue("Content-Type")).contains("text/html");
    try (InputStream body = URI.create(url()).toURL().openStream()) {
      assertThat(body.readAllBytes()).isEqualTo(bytes);
    }
  }

  @Test
  void aStatusIsPlainTextWithoutANewline() throws Exception {
    answer = Answer.status(403, "Forbidden 403: Gerät");

    HttpResponse<String> refused = Web.get(url());
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.headers().firstValue("Content-Type"))
        .contains("text/plain;charset=ISO-8859-1");
    assertThat(refused.body()).isEqualTo("Forbidden 403: Gerät");
  }

  @Test
  void aHangingAnswerDoesNotKeepOthersWaiting() throws Exception {
    answer = Faults.hang();
    FutureTask<HttpResponse<String>> hanging = inBackground();
    asked.await();
    answer = Answer.page("<p>still here</p>");

    assertThat(Web.get(url()).body()).isEqualTo("<p>still here</p>");
    assertThat(hanging).isNotDone();
  }

  @Test
  void aHangingAnswerEndsWithTheServer() throws Exception {
    answer = Faults.hang();
    FutureTask<HttpResponse<String>> hanging = inBackground();
    asked.await();
    server.close();

    assertThatThrownBy(hanging::get).hasCauseInstanceOf(IOException.class);
  }

  @Test
  void aLateAnswerIsTheSame() throws Exception {
    answer = Faults.late(Answer.page("<p>late</p>"), Duration.ofMillis(20));

    assertThat(Web.get(url()).body()).isEqualTo("<p>late</p>");
  }

  @Test
  void aLateAnswerDoesNotComeBefore() throws Exception {
    answer = Faults.late(Answer.page("<p>late</p>"), Duration.ofHours(1));
    FutureTask<HttpResponse<String>> waiting = inBackground();
    asked.await();
    server.close();

    assertThatThrownBy(waiting::get).hasCauseInstanceOf(IOException.class);
  }

  @Test
  void aDisconnectedRequestGetsNotAByte() throws Exception {
    answer = Faults.disconnect();
    try (Socket socket = new Socket(host()[0], Integer.parseInt(host()[1]))) {
      socket.getOutputStream().write("GET / HTTP/1.0\r\n\r\n".getBytes(ISO_8859_1));

      assertThat(socket.getInputStream().readAllBytes()).isEmpty();
    }
    assertThatThrownBy(() -> Web.get(url())).isInstanceOf(IOException.class);
  }

  @Test
  void aDroppedAnswerEndsInTheMiddleOfItsBody() {
    answer = Faults.drop();

    assertThatThrownBy(() -> Web.get(url())).isInstanceOf(IOException.class);
  }

  @Test
  void aDroppedAnswerPromisesMoreThanItSends() throws Exception {
    answer = Faults.drop();
    try (Socket socket = new Socket(host()[0], Integer.parseInt(host()[1]))) {
      socket.getOutputStream().write("GET / HTTP/1.0\r\n\r\n".getBytes(ISO_8859_1));
      String[] headAndBody =
          new String(socket.getInputStream().readAllBytes(), ISO_8859_1).split("\r\n\r\n");

      assertThat(headAndBody[0])
          .startsWith("HTTP/1.1 200")
          .containsIgnoringCase("content-length: 38");
      assertThat(headAndBody[1]).hasSize(19);
    }
  }

  @Test
  void anEndlessAnswerGivesMoreThanAnyoneShouldRead() throws Exception {
    answer = Faults.endless();
    try (InputStream body = URI.create(url()).toURL().openStream()) {
      assertThat(body.readNBytes(2 << 20)).hasSize(2 << 20);
    }
  }

  @Test
  void anEndlessAnswerEndsAfterAll() throws Exception {
    answer = Faults.endless();

    assertThat(Web.get(url()).body()).hasSize(16 << 20);
  }

  private FutureTask<HttpResponse<String>> inBackground() {
    FutureTask<HttpResponse<String>> request = new FutureTask<>(() -> Web.get(url()));
    Thread thread = new Thread(request);
    thread.setDaemon(true);
    thread.start();
    return request;
  }

  private String[] host() {
    return server.authority().split(":");
  }

  private String url() {
    return "http://" + server.authority() + "/";
  }
}
