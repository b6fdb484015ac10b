package solar.aps.discovery;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import solar.aps.check.Words;
import solar.aps.config.BadTextException;
import solar.aps.http.HttpPolicy;
import solar.aps.plugin.Services;
import solar.aps.source.EcuKeys;
import solar.aps.source.Sighting;
import solar.aps.source.Source;

/**
 * Looks at every address of a network for something that a source reads. It asks what answers who
 * it is, and changes nothing anywhere.
 */
public final class Discovery {
  private static final int AT_ONCE = 32;
  private static final int ADDRESSES_BETWEEN_WORDS = 64;

  private final Services services;
  private final Supplier<List<Source>> sources;
  private final Consumer<String> progress;

  /**
   * @param services with the settings for an ECU, whose address is taken from the network
   * @param sources makes new ones of all ways to read an ECU
   * @param progress gets a line now and then
   */
  public Discovery(Services services, Supplier<List<Source>> sources, Consumer<String> progress) {
    this.services = services;
    this.sources = sources;
    this.progress = progress;
  }

  /**
   * Looks through a network, and prints a line for each thing found.
   *
   * @param network as in {@code 192.168.1.0/24}; empty: the networks of this machine
   * @return how many were found
   * @throws BadTextException if it is no network, or too large, or this machine is in none
   */
  public int search(String network) throws BadTextException {
    return find(network).size();
  }

  /**
   * As {@link #search}, for whoever wants to choose one.
   *
   * @return what was found, in the order of the addresses
   */
  public List<Device> find(String network) throws BadTextException {
    List<Network> networks = network.isEmpty() ? Network.own() : List.of(Network.parse(network));
    if (networks.isEmpty()) {
      throw new BadTextException(
          "looks through private networks of this machine by itself, and it is in none; name one, as in --discover 192.168.1.0/24");
    }
    progress.accept(
        "looking through "
            + networks.stream().map(Network::toString).collect(Collectors.joining(" and ")));
    return findHosts(networks.stream().flatMap(Network::addresses).toList());
  }

  /** As {@link #search}, through these hosts; a port behind one is that of a page. */
  List<Device> findHosts(List<String> hosts) {
    ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
    CamelContext camel = new DefaultCamelContext();
    camel.getRegistry().bind("http", HttpPolicy.component());
    camel.start();
    try {
      ProducerTemplate template = camel.createProducerTemplate();
      AtomicInteger looked = new AtomicInteger();
      List<CompletableFuture<Optional<Device>>> looks =
          hosts.stream()
              .map(
                  host ->
                      CompletableFuture.supplyAsync(() -> show(host, template), threads)
                          .whenComplete((any, e) -> report(looked.incrementAndGet(), hosts.size())))
              .toList();
      List<Device> found =
          looks.stream().map(CompletableFuture::join).flatMap(Optional::stream).toList();
      progress.accept("found " + Words.count(found.size(), "device"));
      return found;
    } finally {
      threads.shutdownNow();
      camel.stop();
    }
  }

  private Optional<Device> show(String host, ProducerTemplate camel) {
    Optional<Device> found = look(host, camel);
    found.ifPresent(device -> services.out().printLine(device.line()));
    return found;
  }

  private void report(int looked, int all) {
    if (looked % ADDRESSES_BETWEEN_WORDS == 0 && looked < all) {
      progress.accept("%d of %d addresses".formatted(looked, all));
    }
  }

  /** What the first source that reads it sees, with what the others know besides. */
  private Optional<Device> look(String host, ProducerTemplate camel) {
    Services own = services.with(services.settings().with(EcuKeys.HOST, host));
    Device first = null;
    for (Source source : sources.get()) {
      source.use(host, own, false);
      Optional<Sighting> seen = source.look(camel);
      if (seen.isPresent()) {
        first =
            first == null
                ? new Device(host, seen.get(), source.id())
                : new Device(host, first.sighting().with(seen.get()), first.source());
      }
    }
    return Optional.ofNullable(first);
  }
}
