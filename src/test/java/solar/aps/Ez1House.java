package solar.aps;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.apache.camel.main.Main;
import solar.aps.check.Finding;
import solar.aps.demo.ecu.SimulatedEz1;
import solar.aps.flow.CycleOutcome;
import solar.aps.flow.Flow;
import solar.aps.flow.Plugins;
import solar.aps.generation.GenerationSummary;
import solar.aps.plugin.Output;
import solar.aps.plugin.Services;
import solar.aps.source.Source;
import solar.aps.source.ez1.Ez1Source;

/** A house with an EZ1 in the ECU's place, and what the program logs there. */
final class Ez1House implements AutoCloseable {
  static final String DEVICE = "/getDeviceInfo";
  static final String OUTPUT = "/getOutputData";
  static final String PANEL_1 = SimulatedEz1.ID + "-1";
  static final String PANEL_2 = SimulatedEz1.ID + "-2";

  final House house;
  final SimulatedEz1 ez1;
  private final PrintStream realErr = System.err;
  private final ByteArrayOutputStream log = new ByteArrayOutputStream();

  Ez1House(Path folder) throws IOException {
    house = new House(folder);
    ez1 = SimulatedEz1.start();
    System.setErr(new PrintStream(log, true, UTF_8));
  }

  /** The host has the port of a page, which is not that of the local API. */
  private String[] keys() {
    return new String[] {
      "ecu.source", "ez1", "ecu.host", "127.0.0.1:9", "ecu.ez1-port", ez1.host().split(":")[1]
    };
  }

  /** A running flow that polls when it is told to. */
  House.Service service() throws Exception {
    return house.service(keys());
  }

  /** What one poll gives. */
  GenerationSummary summary() throws Exception {
    try (House.Service service = service()) {
      return service.poll().map(CycleOutcome::summary).orElseThrow();
    }
  }

  /** Why one poll fails, by its dead letter. */
  String causeOfFailure() throws Exception {
    try (House.Service service = service()) {
      assertThat(service.poll()).isEmpty();
      assertThat(service.out()).isEmpty();
    }
    return cause();
  }

  /** What the one dead letter says. */
  String cause() throws IOException {
    assertThat(house.letters()).hasSize(1);
    return house.letters().get(0).get("cause").textValue();
  }

  /** What was logged. */
  String log() {
    return log.toString(UTF_8);
  }

  /** What a look at the inverter shows. */
  String check() throws Exception {
    return call(Source::check).stream().map(Finding::toString).toList().toString();
  }

  /** What the source gives that is asked by hand. */
  <T> T call(Function<Source, T> question) throws Exception {
    Main main = new Main();
    Services services =
        Services.of(
            house.settings(keys()),
            house.clock,
            true,
            new Output(new ByteArrayOutputStream()),
            letter -> {});
    Source source = new Ez1Source();
    new Flow(services, new Plugins(() -> List.of(source), List.of())).installCalls(main);
    main.start();
    try {
      return question.apply(source);
    } finally {
      main.stop();
    }
  }

  @Override
  public void close() {
    System.setErr(realErr);
    ez1.close();
    house.close();
  }
}
