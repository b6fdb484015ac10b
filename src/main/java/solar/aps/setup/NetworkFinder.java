package solar.aps.setup;

import java.io.OutputStream;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import solar.aps.config.BadTextException;
import solar.aps.config.Key;
import solar.aps.config.Settings;
import solar.aps.config.SettingsException;
import solar.aps.config.SettingsLoader;
import solar.aps.discovery.Device;
import solar.aps.discovery.Discovery;
import solar.aps.plugin.Output;
import solar.aps.plugin.Services;
import solar.aps.source.Source;

/** Looks through the networks of this machine, as {@code --discover} does. */
public final class NetworkFinder implements Finder {
  private final Services services;

  /**
   * @param keys every key there is
   * @throws SettingsException never, for there is nothing in the settings but an address
   */
  public NetworkFinder(List<Key<?>> keys) throws SettingsException {
    Settings settings =
        SettingsLoader.load(
            keys, Optional.empty(), Map.of(), Map.of(EcuQuestions.HOST, "the.network"));
    // what is found is shown by whoever wants to know
    Output nowhere = new Output(OutputStream.nullOutputStream());
    services = Services.of(settings, Clock.systemDefaultZone(), true, nowhere, letter -> {});
  }

  @Override
  public List<Device> find(Consumer<String> say) {
    try {
      return new Discovery(services, Source.finder(), say).find("");
    } catch (BadTextException e) {
      say.accept("this machine is in no private network that could be looked through");
      return List.of();
    }
  }
}
