package solar.aps.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import solar.aps.generation.GenerationSummary;
import solar.aps.sink.SinkReport;

class CycleReportTest {
  private final List<String> printed = new CopyOnWriteArrayList<>();

  @Test
  void aReaderThatStoppedReadingHoldsUpNoCycle() throws Exception {
    CountDownLatch reads = new CountDownLatch(1);
    CountDownLatch done = new CountDownLatch(1);
    CycleReport report =
        new CycleReport(
            line -> {
              try {
                reads.await();
              } catch (InterruptedException e) {
                throw new AssertionError(e);
              }
              printed.add(line);
              done.countDown();
            },
            false);

    report.report(outcome("first"));
    report.report(outcome("second"));

    assertThat(printed).isEmpty();
    reads.countDown();
    done.await();
    assertThat(printed).containsExactly("first");
  }

  @Test
  void theAnswersArePrintedBeforeTheCycleGoesOn() {
    CycleReport report = new CycleReport(printed::add, false);

    report.report(outcome("first"));
    report.report(outcome("second"));

    assertThat(printed).containsExactly("first", "second");
  }

  private static CycleOutcome outcome(String answer) {
    GenerationSummary summary =
        new GenerationSummary(
            "http://ecu/",
            LocalDateTime.MIN,
            0,
            null,
            0,
            null,
            0,
            null,
            null,
            null,
            false,
            Map.of(),
            null,
            null,
            null,
            null,
            List.of());
    return new CycleOutcome(
        summary, List.of(new CycleOutcome.Result("pvoutput", SinkReport.skipped(answer), null)));
  }
}
