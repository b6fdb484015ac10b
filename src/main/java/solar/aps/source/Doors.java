package solar.aps.source;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;

/** Ports of devices in the house. */
public final class Doors {
  /** Who is in the same network answers sooner; most addresses belong to nobody. */
  public static final Duration KNOCK = Duration.ofMillis(500);

  private Doors() {}

  /** Whether something accepts connections there in time. */
  public static boolean isOpen(String host, int port, Duration timeout) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, port), (int) timeout.toMillis());
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
