package solar.aps.web;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names by which this server may be asked for. A page on the web can point a name of its own at
 * an address of ours (DNS rebinding), and a browser would then let it read what is served here.
 */
final class HostNames {
  /** A name or an address; then the dot that may end a name; then the port. */
  private static final Pattern HOST =
      Pattern.compile("(\\[[0-9a-f:.]+(?:%[\\w.-]+)?]|[\\w.-]+?)\\.?(?::[0-9]*)?");

  /** No name in the DNS ends in a number. */
  private static final Pattern ADDRESS = Pattern.compile("\\[.*]|[0-9]+(\\.[0-9]+){3}");

  private static final Pattern NOT_PRINTABLE = Pattern.compile("[^ -~]");
  private static final int LONGEST_NAME = 253;

  private final Set<String> configured;

  HostNames(Address address) {
    configured = new HashSet<>(address.allowedHosts());
    configured.add(address.host().toLowerCase(Locale.ROOT));
  }

  /**
   * Why a request is refused; empty if it is not.
   *
   * @param protocol as in HTTP/1.1
   * @param hosts the values of its Host headers
   */
  Optional<String> refusal(String protocol, List<String> hosts) {
    if (hosts.isEmpty() && protocol.equals("HTTP/1.0")) {
      return Optional.empty();
    }
    String host = String.join(", ", hosts);
    Matcher parts = HOST.matcher(host.toLowerCase(Locale.ROOT));
    return parts.matches() && isOurs(parts.group(1)) ? Optional.empty() : Optional.of(fault(host));
  }

  private boolean isOurs(String name) {
    return ADDRESS.matcher(name).matches()
        || name.equals("localhost")
        || name.endsWith(".localhost")
        || configured.contains(name)
        || OfThisMachine.NAMES.contains(name);
  }

  private static String fault(String host) {
    String shown = NOT_PRINTABLE.matcher(host).replaceAll("?");
    return "the request is for the host \"%s\", which is not known to be this machine; ask for its IP address, or add the name to web.allowed-hosts"
        .formatted(shown.substring(0, Math.min(shown.length(), LONGEST_NAME)));
  }

  /**
   * Asking for them can take as long as the DNS does, so only a request that needs them does it.
   */
  private static final class OfThisMachine {
    static final Set<String> NAMES = names();

    private static Set<String> names() {
      try {
        String full = InetAddress.getLocalHost().getHostName().toLowerCase(Locale.ROOT);
        String first = full.split("\\.", 2)[0];
        return new HashSet<>(List.of(full, first, first + ".local"));
      } catch (UnknownHostException e) {
        return Set.of();
      }
    }
  }
}
