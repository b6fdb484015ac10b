package solar.aps.source.tcp;

import com.google.auto.service.AutoService;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import solar.aps.check.Finding;
import solar.aps.config.Key;
import solar.aps.config.Settings;
import solar.aps.generation.EcuReading;
import solar.aps.source.DayCurve;
import solar.aps.source.Doors;
import solar.aps.source.EcuKeys;
import solar.aps.source.NoSuchSourceException;
import solar.aps.source.ReadingCheck;
import solar.aps.source.Sighting;
import solar.aps.source.Source;
import solar.aps.source.SourceException;

/**
 * Asks the ECU's TCP port who it is, and then for its inverters: for ECUs without a web page. It
 * only ever reads.
 */
@AutoService(Source.class)
public final class TcpSource extends Source {
  private static final String ETHERNET_SIDE =
      "its Ethernet side, where it cannot be read; look for its address in the WLAN";

  private final int ethernetSide;

  /** Found by itself. */
  public TcpSource() {
    this(EcuPort.ETHERNET_SIDE);
  }

  /** With another port for the sign of the Ethernet side. */
  TcpSource(int ethernetSide) {
    super("tcp", 2);
    this.ethernetSide = ethernetSide;
  }

  @Override
  public List<Key<?>> keys() {
    return List.of(TcpKeys.PORT);
  }

  @Override
  public Duration longestTry() {
    return timeout().multipliedBy(EcuPort.WHOLE_READING);
  }

  @Override
  public List<Finding> check() {
    return new ReadingCheck(this, "ECU port", services())
        .findings(
            host() + ":" + settings().get(TcpKeys.PORT),
            // a connection without a question can hang an ECU
            () -> port().ask(Command.INFO.request("")),
            getContext().createProducerTemplate(),
            EcuReading::source);
  }

  @Override
  public Optional<Sighting> look(ProducerTemplate camel) {
    int port = settings().get(TcpKeys.PORT);
    EcuPort ecu = new EcuPort(host(), port, ethernetSide, Doors.KNOCK, timeout());
    try {
      EcuInfo info = EcuInfo.read(Frame.of(ecu.ask(Command.INFO.request("")), Command.INFO));
      return Optional.of(Sighting.ofEcu(info.id(), info.inverters()));
    } catch (NoSuchSourceException e) {
      return ecu.isEthernetSide()
          ? Optional.of(new Sighting("ECU-R or ECU-B", null, null, ETHERNET_SIDE))
          : Optional.empty();
    } catch (SourceException e) {
      return Optional.empty();
    }
  }

  @Override
  public Optional<DayCurve> curve(ProducerTemplate camel, LocalDate day) throws SourceException {
    EcuPort port = port();
    EcuInfo info = EcuInfo.read(Frame.of(port.ask(Command.INFO.request("")), Command.INFO));
    byte[] answer = port.ask(Command.CURVE.request(info.id(), PowerCurve.argument(day)));
    return Optional.of(PowerCurve.read(Frame.of(answer, Command.CURVE), day));
  }

  @Override
  public void configure() {
    fromPolls().process(this::read);
  }

  private void read(Exchange exchange) throws SourceException {
    EcuPort port = port();
    EcuInfo info = EcuInfo.read(ask(exchange, port, Command.INFO, ""));
    Frame frame = ask(exchange, port, Command.INVERTERS, info.id());
    if (InverterTable.isOfAnotherEcu(frame)) {
      // it was replaced, or got another id, between the two
      info = EcuInfo.read(ask(exchange, port, Command.INFO, ""));
      frame = ask(exchange, port, Command.INVERTERS, info.id());
    }
    InverterTable table = InverterTable.read(frame, info.id());
    exchange
        .getMessage()
        .setBody(
            new EcuReading(
                EcuPort.url(host(), settings().get(TcpKeys.PORT)),
                takenAt(exchange),
                table.panels(),
                info.energy(),
                table.warnings()));
  }

  private static Frame ask(Exchange exchange, EcuPort port, Command command, String ecuId)
      throws SourceException {
    byte[] answer = port.ask(command.request(ecuId));
    // what is not understood is kept with the dead letter, in a form that can be reported
    exchange.getMessage().setBody(HexFormat.of().formatHex(answer));
    return Frame.of(answer, command);
  }

  private EcuPort port() {
    return new EcuPort(host(), settings().get(TcpKeys.PORT), ethernetSide, timeout(), timeout());
  }

  private Duration timeout() {
    return settings().get(EcuKeys.TIMEOUT);
  }

  private String host() {
    return EcuKeys.hostAlone(settings());
  }

  private Settings settings() {
    return services().settings();
  }
}
