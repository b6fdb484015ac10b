package solar.aps.source.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import solar.aps.generation.PanelReading;
import solar.aps.source.SourceException;

/** Whatever becomes of an answer on its way: the values are right, or it is refused. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FrameFuzzTest {
  private static final int CASES = 10_000;
  private static final int ENTRIES = 26;
  private static final byte[] FIVE = Frames.bytes("five-inverters-of-every-known-length");

  /** What only the closing END is missing from is whole. */
  private static final int END = 4;

  @Test
  void anAnswerThatIsCutAnywhereIsWholeOrRefused() throws Exception {
    List<PanelReading> whole = Frames.table(FIVE).panels();
    for (int length = 0; length < FIVE.length; length++) {
      Optional<InverterTable> read = table(Arrays.copyOf(FIVE, length));
      assertThat(read.isPresent()).as("cut to %d", length).isEqualTo(length >= FIVE.length - END);
      read.ifPresent(table -> assertThat(table.panels()).isEqualTo(whole));
    }
  }

  @Test
  void anInfoThatIsCutAnywhereIsWholeOrRefused() throws Exception {
    byte[] info = Frames.bytes("info-r-pro-of-group-12");
    EcuInfo whole = Frames.info(info);
    for (int length = 0; length < info.length; length++) {
      byte[] cut = Arrays.copyOf(info, length);
      if (length >= info.length - END) {
        assertThat(Frames.info(cut)).isEqualTo(whole);
      } else {
        assertThat(table(cut)).isEmpty();
        assertThat(isRefused(cut)).as("cut to %d", length).isTrue();
      }
    }
  }

  @Test
  void aByteThatIsFlippedSpoilsNoOtherInverter() throws Exception {
    List<PanelReading> right = Frames.table(FIVE).panels();
    for (int offset = 0; offset < FIVE.length; offset++) {
      for (int flip = 1; flip < 256; flip++) {
        byte[] flipped = FIVE.clone();
        flipped[offset] ^= (byte) flip;
        int at = offset;
        table(flipped).ifPresent(table -> assertOnlyHitIsWrong(right, table.panels(), at));
      }
    }
  }

  /** The serial numbers that a flip at this offset may change are those of the entry it is in. */
  private static void assertOnlyHitIsWrong(
      List<PanelReading> right, List<PanelReading> read, int offset) {
    boolean isTime = offset >= 19 && offset < ENTRIES;
    Map<String, PanelReading> byId = new HashMap<>();
    read.forEach(panel -> byId.put(panel.panelId(), panel));
    String hit = hit(offset);
    for (PanelReading panel : right) {
      if (!panel.panelId().startsWith(hit)) {
        PanelReading other = byId.get(panel.panelId());
        assertThat(isTime ? withoutTime(other) : other)
            .as("flip at %d", offset)
            .isEqualTo(isTime ? withoutTime(panel) : panel);
      }
    }
  }

  private static String hit(int offset) {
    int[] starts = {ENTRIES, 47, 70, 97, 118, 127};
    String[] serials = {
      "703000012345", "801000023456", "501000034567", "408000045678", "409000056789"
    };
    for (int i = 0; i < serials.length; i++) {
      if (offset >= starts[i] && offset < starts[i + 1]) {
        return serials[i];
      }
    }
    return "none";
  }

  private static PanelReading withoutTime(PanelReading panel) {
    return new PanelReading(
        panel.panelId(), panel.watts(), panel.hertz(), panel.volts(), panel.celsius(), null);
  }

  @Test
  void tenThousandAnswersOfAnyKindAreReadOrRefused() {
    Random random = new Random(8899);
    List<byte[]> frames =
        Frames.all().map(Frames::bytes).filter(frame -> frame.length > 0).toList();
    int read = 0;
    for (int i = 0; i < CASES; i++) {
      byte[] answer = spoiled(frames.get(random.nextInt(frames.size())), random);
      Optional<InverterTable> table = table(answer);
      isRefused(answer);
      if (table.isPresent()) {
        read++;
        assertThat(table.get().panels()).isNotEmpty().allMatch(FrameFuzzTest::isBelievable);
        assertThat(table.get().panels()).extracting(PanelReading::panelId).doesNotHaveDuplicates();
        assertThat(table.get().warnings()).hasSizeLessThanOrEqualTo(11);
      }
    }
    assertThat(read).isBetween(CASES / 10, CASES * 9 / 10);
  }

  private static byte[] spoiled(byte[] frame, Random random) {
    byte[] answer =
        random.nextInt(3) == 0
            ? Arrays.copyOf(frame, random.nextInt(frame.length + 20))
            : frame.clone();
    for (int flips = random.nextInt(4); flips > 0 && answer.length > 0; flips--) {
      answer[random.nextInt(answer.length)] = (byte) random.nextInt(256);
    }
    return answer;
  }

  private static boolean isBelievable(PanelReading panel) {
    return (panel.watts() == null || panel.watts() >= 0 && panel.watts() <= 2000)
        && (panel.hertz() == null || panel.hertz() >= 40 && panel.hertz() <= 70)
        && (panel.volts() == null || panel.volts() >= 0 && panel.volts() <= 600)
        && (panel.celsius() == null || panel.celsius() >= -60 && panel.celsius() <= 150);
  }

  /** The largest answer there can be, of entries that may have any length, ends soon. */
  @Test
  void anAnswerMadeToBeWalkedForEverIsGivenUp() {
    StringBuilder entries = new StringBuilder();
    while (entries.length() < 9_800) {
      entries.append("@@@@@@\u000199");
    }
    String body = "0001" + "\u0002\u0020" + "\u0020\u0031\u0005\u0006\u0012\u0035\u0000" + entries;
    String frame =
        "APS11%04d0002%s".formatted(13 + body.length() + 83, body + "x".repeat(80) + "END\n");

    assertThat(table(frame.getBytes())).isEmpty();
  }

  /** Empty if it was refused; any other exception fails the test. */
  private static Optional<InverterTable> table(byte[] answer) {
    try {
      return Optional.of(Frames.table(answer));
    } catch (SourceException e) {
      assertThat(e.getMessage()).isNotBlank();
      return Optional.empty();
    }
  }

  private static boolean isRefused(byte[] answer) {
    try {
      Frames.info(answer);
      return false;
    } catch (SourceException e) {
      return true;
    }
  }
}
