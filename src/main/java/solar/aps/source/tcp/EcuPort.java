package solar.aps.source.tcp;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import solar.aps.source.Doors;
import solar.aps.source.NetworkFault;
import solar.aps.source.NoSuchSourceException;
import solar.aps.source.SourceException;

/**
 * The ECU's port, for one reading: a connection for each command, one after the other, because an
 * ECU serves one connection and some serve one command a connection.
 */
final class EcuPort {
  /** The whole reading may take this many times as long as one wait. */
  static final int WHOLE_READING = 2;

  /** Open at the Ethernet side of ECUs that have their port in the WLAN alone. */
  static final int ETHERNET_SIDE = 4540;

  /** What may be missing at the end of an answer is not waited for any longer. */
  private static final Duration PATIENCE_FOR_THE_END = Duration.ofSeconds(1);

  private final String host;
  private final int port;
  private final int ethernetSide;
  private final Duration connect;
  private final Duration timeout;
  private final long deadline;
  private boolean answered;

  /**
   * @param ethernetSide the port that tells the Ethernet side
   * @param connect for connecting
   * @param timeout for each wait on a part of an answer
   */
  EcuPort(String host, int port, int ethernetSide, Duration connect, Duration timeout) {
    this.host = host;
    this.port = port;
    this.ethernetSide = ethernetSide;
    this.connect = connect;
    this.timeout = timeout;
    this.deadline = System.nanoTime() + timeout.multipliedBy(WHOLE_READING).toNanos();
  }

  /** Where it is, as a URL. */
  static String url(String host, int port) {
    return "tcp://" + host + ":" + port;
  }

  /**
   * Asks one thing.
   *
   * @return what was answered, whole or not, without what stands behind its declared length
   * @throws SourceException if there is no connection, or it breaks off, or it takes too long
   */
  byte[] ask(String request) throws SourceException {
    try (Socket socket = new Socket()) {
      connect(socket);
      answered = true;
      socket.getOutputStream().write(request.getBytes(US_ASCII));
      return answer(socket);
    } catch (IOException e) {
      throw explained(e);
    }
  }

  private void connect(Socket socket) throws IOException {
    socket.connect(new InetSocketAddress(host, port), millis(connect));
  }

  /** An answer comes in parts, with pauses; its content may hold line feeds and any letters. */
  private byte[] answer(Socket socket) throws IOException {
    byte[] buffer = new byte[Frame.MAX_BYTES];
    InputStream in = socket.getInputStream();
    int count = 0;
    while (!isWhole(buffer, count)) {
      boolean lacksLittle = Frame.lacksOnlyItsEnd(buffer, count);
      try {
        socket.setSoTimeout(millis(lacksLittle ? PATIENCE_FOR_THE_END : timeout));
        int read = in.read(buffer, count, buffer.length - count);
        if (read < 0) {
          break;
        }
        count += read;
      } catch (IOException e) {
        if (lacksLittle) {
          break;
        }
        throw e;
      }
    }
    return Arrays.copyOf(buffer, count);
  }

  private static boolean isWhole(byte[] buffer, int count) {
    int length = Frame.declaredLength(buffer, count);
    return count == buffer.length
        || (length >= 0 && count > length)
        || (length < 0 && count >= Frame.BODY);
  }

  /** The wait, or what is left of the whole. */
  private int millis(Duration wait) throws SocketTimeoutException {
    long left = (deadline - System.nanoTime()) / 1_000_000;
    if (left <= 0) {
      throw new SocketTimeoutException("the time for the whole reading is over");
    }
    return (int) Math.min(wait.toMillis(), left);
  }

  private SourceException explained(IOException cause) {
    if (!answered && NetworkFault.isRefusal(cause)) {
      return new NoSuchSourceException(
          isEthernetSide()
              ? "the ECU at %s has no port %d here: this is the ECU's Ethernet side, and the port is open in the WLAN alone; give its WLAN address as ecu.host"
                  .formatted(host, port)
              : "nothing accepts connections at %s (%s). ECU-R, ECU-B, ECU-R-PRO and ECU-C have this port, the first two in the WLAN alone; ECU-3 has none. Check ecu.host, and that the ECU is in your WLAN; if it has worked before, switch the ECU off and on"
                  .formatted(url(host, port), cause.getMessage()),
          cause);
    }
    return new SourceException(NetworkFault.words(cause, url(host, port), timeout), cause);
  }

  /** Whether this is the side of an ECU at which the port is never open. */
  boolean isEthernetSide() {
    return Doors.isOpen(host, ethernetSide, Doors.KNOCK);
  }
}
