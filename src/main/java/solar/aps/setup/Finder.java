package solar.aps.setup;

import java.util.List;
import java.util.function.Consumer;
import solar.aps.discovery.Device;

/** Looks through a network for what can be read. */
@FunctionalInterface
public interface Finder {
  /**
   * What is there, in the order of the addresses.
   *
   * @param say gets progress, and why nothing can be found
   */
  List<Device> find(Consumer<String> say);
}
