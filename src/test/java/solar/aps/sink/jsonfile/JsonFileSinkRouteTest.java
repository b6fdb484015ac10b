package solar.aps.sink.jsonfile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.AdviceWith;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import solar.aps.RouteTestSupport;
import solar.aps.sink.SinkDirectory;

/** Every reading becomes a line of JSON in the file of its day, and goes no further before. */
class JsonFileSinkRouteTest extends RouteTestSupport {
  @Override
  protected RoutesBuilder createRouteBuilder() throws Exception {
    JsonFileSink sink = new JsonFileSink();
    sink.use(services("json-file.path", folder.resolve("out/{date}.jsonl").toString()));
    return sink;
  }

  @BeforeEach
  void watchTheEnd() throws Exception {
    AdviceWith.adviceWith(
        context, "sink-json-file", route -> route.weaveAddLast().to("mock:written"));
    context.start();
  }

  @Test
  void everyReadingIsALineInTheFileOfItsDay() throws Exception {
    getMockEndpoint("mock:written").expectedBodiesReceived(SUMMARY, NIGHT);

    send(SinkDirectory.endpoint("json-file"), SUMMARY);
    send(SinkDirectory.endpoint("json-file"), NIGHT);

    assertThat(folder.resolve("out/2025-06-15.jsonl"))
        .hasContent(services().json().line(SUMMARY) + "\n" + services().json().line(NIGHT) + "\n");
  }

  @Test
  void aFileThatCannotBeWrittenIsAFailureThatSaysWhatToDo() throws Exception {
    Files.createFile(folder.resolve("out"));
    getMockEndpoint("mock:written").expectedMessageCount(0);

    Exception failure = send(SinkDirectory.endpoint("json-file"), SUMMARY).getException();

    assertThat(failure)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("2025-06-15.jsonl cannot be written")
        .hasMessageContaining("Check json-file.path");
  }
}
