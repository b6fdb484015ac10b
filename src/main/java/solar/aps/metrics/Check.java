package solar.aps.metrics;

import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * One thing that can be wrong. It is for the user to mend, so it says nothing about whether the
 * process lives: a new start would not help.
 */
final class Check extends AbstractHealthCheck {
  private final Supplier<Optional<String>> fault;

  /**
   * @param fault gives what is wrong, if anything
   */
  Check(String id, Supplier<Optional<String>> fault) {
    super("aps-solar", id);
    this.fault = fault;
  }

  @Override
  public boolean isLiveness() {
    return false;
  }

  @Override
  protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
    fault.get().ifPresentOrElse(reason -> builder.message(reason).down(), builder::up);
  }
}
