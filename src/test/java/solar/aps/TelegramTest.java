package solar.aps;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import solar.aps.demo.web.Answer;

/** The shipped sink that tells the energy of each day in the evening. */
class TelegramTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final String TOKEN = "123456789:AAF_x-y0Zz";

  @TempDir Path folder;
  private House house;
  private HttpServer telegram;
  private volatile int status = 200;
  private final List<String> messages = new CopyOnWriteArrayList<>();

  @BeforeEach
  void build() throws IOException {
    house =
        new House(
            folder, LocalDateTime.parse("2025-06-15T05:30:16").atZone(BERLIN).toInstant(), BERLIN);
    Path sinks = Files.createDirectory(folder.resolve("sinks"));
    Files.copy(Path.of("src/main/dist/sinks/telegram.yaml"), sinks.resolve("telegram.yaml"));
    telegram = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    telegram.createContext(
        "/",
        exchange -> {
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          messages.add(exchange.getRequestURI() + " " + new ObjectMapper().readTree(body));
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
    telegram.start();
  }

  @AfterEach
  void tearDown() {
    telegram.stop(0);
    house.close();
  }

  private String[] keys(String... more) {
    return Stream.concat(
            Stream.of(
                "sinks.dir",
                folder.resolve("sinks").toString(),
                "sink.telegram.url",
                "http://127.0.0.1:" + telegram.getAddress().getPort(),
                "sink.telegram.token",
                TOKEN,
                "sink.telegram.chat-id",
                "-4711",
                "ecu.max-age",
                "0"),
            Stream.of(more))
        .toArray(String[]::new);
  }

  /** From dawn to the hour at which it is to be dark, with 60 Wh. */
  private void day(House.Service service, String evening) throws Exception {
    dark(service);
    for (int watts : new int[] {10, 100, 100, 100, 100}) {
      house.clock.pass(Duration.ofMinutes(10));
      house.shows(watts);
      service.poll();
    }
    LocalDateTime now = LocalDateTime.now(house.clock);
    house.clock.pass(Duration.between(now, LocalDateTime.parse(now.toLocalDate() + evening)));
  }

  private void dark(House.Service service) throws Exception {
    house.ecu.answer("/cgi-bin/parameters", Answer.page(House.PAGE.replace(" 120&", " &")));
    service.poll();
  }

  @Test
  void whenTheLastPanelHasFallenSilentTheEnergyOfTheDayIsToldOnce() throws Exception {
    try (House.Service service = house.service(keys())) {
      day(service, "T21:30:16");
      assertThat(messages).isEmpty();
      dark(service);
      dark(service);
    }

    assertThat(messages)
        .containsExactly(
            "/bot%s/sendMessage {\"chat_id\":\"-4711\",\"text\":\" ☀ 0.060 kWh today\"}"
                .formatted(TOKEN));
    assertThat(house.letters()).isEmpty();
  }

  @Test
  void aRestartTellsItNotAgainAndTheNextEveningItIsTold() throws Exception {
    try (House.Service service = house.service(keys())) {
      day(service, "T21:30:16");
      dark(service);
    }
    try (House.Service service = house.service(keys())) {
      dark(service);
      assertThat(messages).hasSize(1);
      house.clock.pass(Duration.ofHours(8));
      day(service, "T21:30:16");
      dark(service);
    }

    assertThat(messages).hasSize(2);
  }

  @Test
  void silenceBeforeTheHourIsNoEvening() throws Exception {
    try (House.Service service = house.service(keys("sink.telegram.from", "20"))) {
      day(service, "T19:59:59");
      dark(service);
      assertThat(messages).isEmpty();
      house.clock.pass(Duration.ofMinutes(10));
      dark(service);
    }

    assertThat(messages).hasSize(1);
  }

  @Test
  void aDayWhoseEnergyIsNotKnownIsNotTold() throws Exception {
    house.clock.pass(Duration.ofHours(16));
    try (House.Service service = house.service(keys())) {
      dark(service);
    }

    assertThat(messages).isEmpty();
  }

  @Test
  void whatIsRefusedIsTriedAgainAndTheTokenIsNowhere() throws Exception {
    status = 401;
    try (House.Service service = house.service(keys())) {
      day(service, "T21:30:16");
      dark(service);
      status = 200;
      dark(service);
      dark(service);
    }

    assertThat(messages).hasSize(2);
    assertThat(house.letters())
        .extracting(letter -> letter.get("cause").textValue())
        .allSatisfy(
            cause ->
                assertThat(cause).contains("/bot****/sendMessage", "401").doesNotContain(TOKEN))
        .hasSize(1);
  }

  @Test
  void anEcuWithANameIsNamed() throws Exception {
    try (House.Service service =
        house.service(keys("ecus", "roof", "roof.ecu.host", house.ecu.host()))) {
      house.clock.pass(Duration.ofHours(-5));
      house.shows(0);
      service.poll("roof");
      house.clock.pass(Duration.ofHours(21));
      house.ecu.answer("/cgi-bin/parameters", Answer.page(House.PAGE.replace(" 120&", " &")));
      service.poll("roof");
    }

    assertThat(messages).hasSize(1).first().asString().contains("\"roof ☀ 0.000 kWh today\"");
  }
}
