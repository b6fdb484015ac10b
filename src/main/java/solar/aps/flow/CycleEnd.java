package solar.aps.flow;

import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.support.RoutePolicySupport;

/** Tells a listener of the end of every cycle, that of one whose error became a dead letter too. */
final class CycleEnd extends RoutePolicySupport {
  private final String ecu;
  private final FlowListener listener;

  CycleEnd(String ecu, FlowListener listener) {
    this.ecu = ecu;
    this.listener = listener;
  }

  @Override
  public void onExchangeDone(Route route, Exchange cycle) {
    listener.cycleEnded(
        ecu, Optional.ofNullable(cycle.getProperty(CycleOutcome.PROPERTY, CycleOutcome.class)));
  }
}
