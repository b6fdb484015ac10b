package solar.aps.source.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import solar.aps.generation.EcuReading;
import solar.aps.generation.PanelReading;

/** Pages that no ECU writes: damaged at random, or made to cost time. */
@Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostilePageTest {
  private static final int CASES = 20_000;
  private static final ZonedDateTime TAKEN_AT =
      ZonedDateTime.of(2025, 3, 2, 11, 47, 0, 0, ZoneOffset.UTC);
  private static final Pattern TAG = Pattern.compile("<[^>]*>");
  private static final Pattern NUMBER_WITH_UNIT =
      Pattern.compile("(?<![0-9.-])(-?[0-9]+(?:\\.[0-9]+)?) ?(W|Hz|V|(?:[°oº]?C|℃))");
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

  @Test
  void aDamagedPageIsRefusedOrGivesOnlyWhatStandsOnIt() throws Exception {
    List<byte[]> pages =
        Pages.all()
            .filter(folder -> folder.getFileName().toString().startsWith("form-"))
            .map(Pages::bytes)
            .toList();
    Random random = new Random(20250302);
    int read = 0;
    for (int i = 0; i < CASES; i++) {
      // one character a byte, so that bytes can be changed as text
      String page =
          new String(pages.get(random.nextInt(pages.size())), StandardCharsets.ISO_8859_1);
      for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
        page = random.nextBoolean() ? changeBytes(page, random) : changeTags(page, random);
      }
      byte[] damaged = page.getBytes(StandardCharsets.ISO_8859_1);
      try {
        EcuReading reading = readInASecond(damaged);
        assertStandsOn(damaged, reading);
        read++;
      } catch (EcuPageException refused) {
        assertThat(refused).message().isNotBlank().doesNotContainPattern("\\p{Cntrl}");
      }
    }
    // both outcomes have to be frequent, or the test proves nothing
    assertThat(read).isBetween(CASES / 10, CASES * 9 / 10);
  }

  static Stream<String> costlyPages() {
    String header = "<tr><td>Inverter ID<td>Current Power<td>Grid Voltage";
    String row = "<tr><td>4<td>1 W<td>230 V";
    return Stream.of(
        "<table>" + header + "<tr><td rowspan=999999999>4<td>1 W<td>230 V</table>",
        "<table>" + header + "<tr><td colspan=999999999 rowspan=999999999>4</table>",
        "<table><tr><td colspan=999999999>Inverter ID<td>Current Power<td>Grid Voltage</table>",
        "<table>" + header + row.repeat(30_000) + "</table>",
        "<table>" + header + "<tr><td rowspan=999999999>4" + "<tr>".repeat(200_000) + "</table>",
        "<table>" + header + "<td>".repeat(200_000) + "<tr>".repeat(20_000) + "</table>",
        "<table>" + header + "<tr><td>4<td>1 W<td>" + "9".repeat(900_000) + " V</table>",
        "<table>" + header + "<tr><td>4<td>1 W<td>" + "<b>".repeat(300_000) + "</table>",
        "<table><tr><td><td><td>".repeat(10_000),
        "<div>".repeat(100_000),
        "<table>".repeat(140_000),
        "<".repeat(1_000_000));
  }

  @ParameterizedTest
  @MethodSource("costlyPages")
  void aPageMadeToCostTimeIsReadOrRefusedWithinASecond(String page) {
    Throwable thrown = catchThrowable(() -> readInASecond(page.getBytes(StandardCharsets.UTF_8)));
    if (thrown != null) {
      assertThat(thrown).isInstanceOf(EcuPageException.class);
    }
  }

  /** Counts the processor time of this thread, so that a busy machine changes nothing. */
  private static EcuReading readInASecond(byte[] page) throws EcuPageException {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadCpuTime();
    try {
      return EcuPage.read(page, "http://192.0.2.1/", TAKEN_AT);
    } finally {
      assertThat(threads.getCurrentThreadCpuTime() - before)
          .as("processor time in ns")
          .isLessThan(TimeUnit.SECONDS.toNanos(1));
    }
  }

  private static String changeBytes(String page, Random random) {
    int from = random.nextInt(page.length());
    int to = Math.min(page.length(), from + 1 + random.nextInt(random.nextInt(10) == 0 ? 300 : 4));
    return switch (random.nextInt(4)) {
      case 0 -> page.substring(0, from) + page.substring(to);
      case 1 -> page.substring(0, to) + page.substring(from);
      case 2 -> page.substring(0, from) + (char) random.nextInt(256) + page.substring(to);
      default -> {
        int other = random.nextInt(page.length());
        StringBuilder swapped = new StringBuilder(page);
        swapped.setCharAt(from, page.charAt(other));
        swapped.setCharAt(other, page.charAt(from));
        yield swapped.toString();
      }
    };
  }

  private static String changeTags(String page, Random random) {
    List<int[]> tags =
        TAG.matcher(page).results().map(tag -> new int[] {tag.start(), tag.end()}).toList();
    if (tags.isEmpty()) {
      return page + "<td>";
    }
    int[] tag = tags.get(random.nextInt(tags.size()));
    int[] other = tags.get(random.nextInt(tags.size()));
    String replacement =
        switch (random.nextInt(3)) {
          case 0 -> "";
          case 1 -> page.substring(tag[0], tag[1]).repeat(2);
          default -> page.substring(other[0], other[1]);
        };
    return page.substring(0, tag[0]) + replacement + page.substring(tag[1]);
  }

  private static void assertStandsOn(byte[] page, EcuReading reading) throws IOException {
    String text = oneLine(Jsoup.parse(new ByteArrayInputStream(page), null, "").text());
    Set<String> numbers = numbersOf(text);
    assertThat(reading.panels()).isNotEmpty();
    assertThat(reading.panels().stream().map(PanelReading::panelId).collect(Collectors.toSet()))
        .hasSameSizeAs(reading.panels());
    for (PanelReading panel : reading.panels()) {
      assertThat(text).contains(panel.panelId());
      assertStands(panel.watts(), "W", numbers);
      assertStands(panel.hertz(), "Hz", numbers);
      assertStands(panel.volts(), "V", numbers);
      assertStands(panel.celsius(), "C", numbers);
      LocalDateTime reportedAt = panel.reportedAt();
      if (reportedAt != null) {
        assertThat(text).contains(TIME.format(reportedAt));
      }
    }
    assertThat(reading.warnings()).noneMatch(warning -> warning.matches(".*\\p{Cntrl}.*"));
  }

  private static void assertStands(Number value, String unit, Set<String> numbers) {
    if (value != null) {
      assertThat(numbers).contains(value.doubleValue() + unit);
    }
  }

  /** Every number that a unit follows, as in {@code 50.1Hz}; the digits of a longer one are not. */
  private static Set<String> numbersOf(String text) {
    Set<String> numbers = new HashSet<>();
    Matcher matcher = NUMBER_WITH_UNIT.matcher(text);
    while (matcher.find()) {
      double number = Double.parseDouble(matcher.group(1)) + 0.0;
      String unit = matcher.group(2);
      numbers.add(number + (unit.matches(".*[C℃]") ? "C" : unit));
    }
    return numbers;
  }

  private static String oneLine(String text) {
    return text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Z}]+", " ");
  }
}
