package solar.aps;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import solar.aps.demo.pvoutput.ReceivedRequest;
import solar.aps.demo.web.Answer;

/**
 * Whatever stands in PVOutput's place may answer anything: a status leaves the outbox only on a
 * true success, or into a letter on PVOutput's own refusal.
 */
class AnswersFuzzTest {
  private static final int ANSWERS = 10_000;
  private static final DateTimeFormatter FILE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH-mm'.json'");

  private static final int[] CODES = {
    200, 200, 200, 200, 201, 202, 204, 206, 301, 302, 304, 400, 400, 400, 401, 403, 403, 404, 407,
    408, 413, 418, 429, 451, 500, 502, 503, 504, 511, 520, 599
  };

  private static final List<String> TYPES =
      List.of(
          "text/plain;charset=ISO-8859-1",
          "text/plain",
          "text/html",
          "text/html; charset=utf-8",
          "application/json",
          "image/png",
          "text/plain; charset=klingon",
          ";",
          "text/plain;charset=");

  private static final List<String> TEXTS =
      List.of(
          "OK 200: Added Status",
          "ok 200: Updated Status",
          "OK 200",
          "OK 2000: Added",
          " OK 200: Added Status \n",
          "Not OK 200: Added Status",
          "<html>OK 200: Added Status",
          "",
          "\n\n",
          "<html><title>Welcome</title>Please log in",
          "{\"status\":\"OK 200\"}",
          "Attention Required! | Cloudflare",
          "Bad request 400: Moon Powered",
          "bad request 400: Invalid Date [20250615]",
          "Bad request 400: Date is in the future [20250615]",
          "Bad request 400: Load in progress",
          "Bad request 400 Moon Powered",
          "<html>Bad request 400: Moon Powered",
          "400 Bad Request",
          "Unauthorized 401: Invalid API Key",
          "Forbidden 403: Read only key",
          "Forbidden 403: Donation Mode",
          "Forbidden 403: Exceeded 60 requests per hour",
          "403 Forbidden",
          "Internal Server Error 500: oops",
          "\u001b[2J",
          "ROWS",
          "ROWS",
          "ROWS OVER",
          "ROWS NOT",
          "ROWS HALF",
          "ROWS OF OTHERS");

  private static final Map<String, List<String>> HEADERS =
      Map.of(
          "X-Rate-Limit-Remaining", List.of("59", "0", "-1", "x", "99999999999999999999"),
          "X-Rate-Limit-Limit", List.of("60", "0", "300", "-5", "1e3"),
          "X-Rate-Limit-Reset", List.of("0", "1750000000", "99999999999999999", "soon"),
          "Retry-After", List.of("0", "30", "99999999999", "-1", "Fri, 31 Dec 1999 23:59:59 GMT"),
          "Content-Encoding", List.of("identity", "x-unknown"),
          "Set-Cookie", List.of("a=b"),
          "Location", List.of("http://login.invalid/", "::"));

  @TempDir Path folder;
  private final Random random = new Random(7);
  private House house;

  /**
   * The rows that the answers so far have truly taken, and those that they refused by themselves.
   */
  private final Set<String> taken = new HashSet<>();

  private final Set<String> refused = new HashSet<>();
  private final List<String> log = new ArrayList<>();

  @BeforeEach
  void build() throws IOException {
    house = new House(folder);
    house.pvOutput.limit(1_000, true);
  }

  @AfterEach
  void tearDown() {
    house.close();
  }

  @Test
  void aStatusLeavesTheOutboxOnlyOnASuccessOrOnARefusalOfPvOutputsOwn() throws Exception {
    house.shows(120);
    Set<String> waiting = new TreeSet<>();
    house.pvOutput.answerEach(this::answerTo);
    try (House.Service service =
        house.service(
            "pvoutput.publish", "true",
            "ecu.max-age", "0",
            "console.format", "none",
            "pvoutput.batch-size", "3",
            "pvoutput.max-age", "90d",
            "pvoutput.send-freq", "true")) {
      while (log.size() < ANSWERS) {
        if (waiting.size() > 30) {
          house.pvOutput.answerNormally();
          // the budget may be wrong until a true answer comes
          for (int hour = 0; hour < 3; hour++) {
            house.clock.pass(Duration.ofMinutes(61));
            service.deliver();
          }
          waiting.clear();
          assertThat(house.outbox()).isEmpty();
          house.pvOutput.answerEach(this::answerTo);
        }
        house.clock.pass(Duration.ofMinutes(61));
        waiting.add(fileOf(service.poll().orElseThrow().summary().timestamp()));
        check(waiting);
      }
    }
  }

  private static String fileOf(LocalDateTime reading) {
    return FILE.format(reading.minusMinutes(reading.getMinute() % 5));
  }

  /** Compares what is gone from the outbox with what may be gone. */
  private void check(Set<String> waiting) throws IOException {
    Set<String> files = new HashSet<>(house.outbox());
    Set<String> letters = new HashSet<>();
    for (JsonNode letter : house.letters()) {
      letters.add(letter.at("/body/slot").textValue().replace(':', '-') + ".json");
    }
    List<String> lastAnswers = log.subList(Math.max(0, log.size() - 5), log.size());
    for (String file : waiting) {
      String row = file.replaceFirst("(....)-(..)-(..)T(..)-(..)\\.json", "$1$2$3,$4:$5");
      if (letters.contains(file)) {
        assertThat(refused).as("refused in %s", lastAnswers).contains(row);
        assertThat(files).doesNotContain(file);
      } else if (!files.contains(file)) {
        assertThat(taken).as("taken in %s", lastAnswers).contains(row);
      }
    }
    waiting.retainAll(files);
    if (!letters.isEmpty()) {
      deleteLetters();
    }
  }

  private void deleteLetters() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("dead-letter"))) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
  }

  private Answer answerTo(ReceivedRequest request) {
    boolean batch = request.path().endsWith("addbatchstatus.jsp");
    List<String> rows = rows(request.form());
    int code = CODES[random.nextInt(CODES.length)];
    String text = text(TEXTS.get(random.nextInt(TEXTS.size())), rows);
    log.add(code + " " + text + " to " + rows);
    note(rows, batch, code, text.strip().toLowerCase(Locale.ROOT));
    byte[] body = code == 204 || code == 304 ? new byte[0] : text.getBytes(ISO_8859_1);
    Answer answer = Answer.of(code, TYPES.get(random.nextInt(TYPES.size())), body);
    Map<String, String> headers = new HashMap<>();
    HEADERS.forEach(
        (name, values) -> {
          if (random.nextInt(4) == 0) {
            headers.put(name, values.get(random.nextInt(values.size())));
          }
        });
    return exchange -> {
      headers.forEach(exchange.getResponseHeaders()::set);
      answer.send(exchange);
    };
  }

  /** The rule, written once more. */
  private void note(List<String> rows, boolean batch, int code, String text) {
    if (code == 200 && batch) {
      List<String> entries = Arrays.asList(text.split(";"));
      rows.stream()
          .filter(row -> entries.contains(row + ",1") || entries.contains(row + ",2"))
          .forEach(taken::add);
    } else if (code == 200 && text.matches("(?s)ok 200\\b.*")) {
      taken.addAll(rows);
    }
    boolean bad =
        code == 400
            && text.startsWith("bad request 400: ")
            && !text.contains("future")
            && !text.contains("load in progress");
    if (!batch && (bad || (code == 403 && text.startsWith("forbidden 403: donation")))) {
      refused.addAll(rows);
    }
  }

  private static String text(String kind, List<String> rows) {
    return switch (kind) {
      case "ROWS" -> with(rows, 1);
      case "ROWS OVER" -> with(rows, 2);
      case "ROWS NOT" -> with(rows, 0);
      case "ROWS HALF" -> with(rows.subList(0, 1), 1);
      case "ROWS OF OTHERS" -> with(List.of("20010101,00:00"), 1);
      default -> kind;
    };
  }

  private static String with(List<String> rows, int fate) {
    return rows.stream().map(row -> row + "," + fate).collect(joining(";"));
  }

  /** The rows of a request, each as date and time with a comma between. */
  private static List<String> rows(Map<String, String> form) {
    return form.containsKey("d")
        ? List.of(form.get("d") + "," + form.get("t"))
        : Arrays.stream(form.get("data").split(";"))
            .map(row -> row.split(",")[0] + "," + row.split(",")[1])
            .toList();
  }
}
