package solar.aps.discovery;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import solar.aps.config.BadTextException;

/**
 * A network of IPv4.
 *
 * @param first its first address, as a number
 * @param prefix the bits that all its addresses share
 */
record Network(int first, int prefix) {
  private static final Pattern CIDR =
      Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})/(\\d{1,2})");

  private static final int BITS = 32;
  private static final int LARGEST = 22;
  private static final int USUAL = 24;
  private static final int LARGEST_WITHOUT_BROADCAST = 31;

  /** Where programs of this machine talk to each other only. */
  private static final Pattern INTERNAL = Pattern.compile("(docker|br-|veth|virbr|lxc|podman).*");

  /**
   * Reads a network as in {@code 192.168.1.0/24}.
   *
   * @throws BadTextException if it is none, or larger than /22
   */
  static Network parse(String text) throws BadTextException {
    Matcher parts = CIDR.matcher(text);
    int[] numbers =
        parts.matches()
            ? IntStream.rangeClosed(1, 5).map(i -> Integer.parseInt(parts.group(i))).toArray()
            : new int[0];
    boolean valid =
        numbers.length > 0
            && IntStream.range(0, 4).allMatch(i -> numbers[i] <= 255)
            && numbers[4] <= BITS;
    if (!valid) {
      throw new BadTextException("is no network; write one as in 192.168.1.0/24");
    }
    if (numbers[4] < LARGEST) {
      throw new BadTextException(
          "has more addresses than are looked at; write a part of it, /22 at most");
    }
    return of(numbers[0] << 24 | numbers[1] << 16 | numbers[2] << 8 | numbers[3], numbers[4]);
  }

  private static Network of(int address, int prefix) {
    return new Network(address & -1 << BITS - prefix, prefix);
  }

  /** The /24s in which this machine has a private address. */
  static List<Network> own() {
    try {
      return Collections.list(NetworkInterface.getNetworkInterfaces()).stream()
          .filter(Network::leadsOut)
          .flatMap(NetworkInterface::inetAddresses)
          .filter(address -> address instanceof Inet4Address && address.isSiteLocalAddress())
          .map(address -> of(number(address), USUAL))
          .distinct()
          .toList();
    } catch (SocketException e) {
      return List.of();
    }
  }

  private static boolean leadsOut(NetworkInterface network) {
    try {
      return network.isUp()
          && !network.isLoopback()
          && !INTERNAL.matcher(network.getName()).matches();
    } catch (SocketException e) {
      return false;
    }
  }

  private static int number(InetAddress address) {
    int number = 0;
    for (byte part : address.getAddress()) {
      number = number << 8 | part & 0xff;
    }
    return number;
  }

  /** The addresses that a device may have. */
  Stream<String> addresses() {
    int count = 1 << BITS - prefix;
    boolean broadcast = prefix < LARGEST_WITHOUT_BROADCAST;
    return IntStream.range(broadcast ? 1 : 0, broadcast ? count - 1 : count)
        .mapToObj(i -> text(first + i));
  }

  private static String text(int address) {
    return "%d.%d.%d.%d"
        .formatted(address >>> 24, address >>> 16 & 0xff, address >>> 8 & 0xff, address & 0xff);
  }

  @Override
  public String toString() {
    return text(first) + "/" + prefix;
  }
}
