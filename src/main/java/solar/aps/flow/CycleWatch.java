package solar.aps.flow;

import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.support.RoutePolicySupport;

/** Tells a listener of every cycle, of one whose error became a dead letter too. */
final class CycleWatch extends RoutePolicySupport {
  private final String ecu;
  private final FlowListener listener;

  CycleWatch(String ecu, FlowListener listener) {
    this.ecu = ecu;
    this.listener = listener;
  }

  @Override
  public void onExchangeBegin(Route route, Exchange cycle) {
    listener.cycleBegan(ecu);
  }

  @Override
  public void onExchangeDone(Route route, Exchange cycle) {
    listener.cycleEnded(
        ecu, Optional.ofNullable(cycle.getProperty(CycleOutcome.PROPERTY, CycleOutcome.class)));
  }
}
