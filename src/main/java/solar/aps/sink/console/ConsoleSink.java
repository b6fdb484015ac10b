package solar.aps.sink.console;

import com.google.auto.service.AutoService;
import java.util.List;
import org.apache.camel.BeanInject;
import solar.aps.config.Key;
import solar.aps.route.SinkRoute;

/** Prints every reading on standard output. */
@AutoService(SinkRoute.class)
public final class ConsoleSink extends SinkRoute {
  @BeanInject("console")
  Console console;

  @Override
  public List<Key<?>> keys() {
    return List.of(Console.FORMAT);
  }

  @Override
  public void configure() {
    if (console.isOn()) {
      sink("console", console::preview).bean(console, "print");
    }
  }
}
