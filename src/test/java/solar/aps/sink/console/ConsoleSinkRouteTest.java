package solar.aps.sink.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import solar.aps.RouteTestSupport;
import solar.aps.layout.Layout;
import solar.aps.sink.SinkDirectory;

/** Every reading is printed in the form that is set. */
class ConsoleSinkRouteTest extends RouteTestSupport {
  @Test
  void asTextReadingsAreKeptApartByAnEmptyLine() throws Exception {
    start("text");

    print();
    print();

    assertThat(out())
        .isEqualTo(
            ReadingText.of(SUMMARY, Layout.NONE) + "\n" + ReadingText.of(SUMMARY, Layout.NONE));
  }

  @Test
  void asJsonEveryReadingIsALine() throws Exception {
    start("json");

    print();
    print();

    String line = services().json().line(SUMMARY) + "\n";
    assertThat(out()).isEqualTo(line + line);
  }

  private void start(String format) throws Exception {
    ConsoleSink sink = new ConsoleSink();
    sink.use(services("console.format", format));
    context.addRoutes(sink);
    context.start();
  }

  private void print() {
    send(SinkDirectory.endpoint("console"), SUMMARY);
  }
}
