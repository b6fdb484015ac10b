package solar.aps.demo.ecu;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import solar.aps.demo.web.LoopbackServer;

/**
 * The TCP port of an ECU with 4 inverters of 2 panels each, on 127.0.0.1. Like a real one it serves
 * one connection at a time, with one command in it.
 */
public final class SimulatedEcuPort implements AutoCloseable {
  private static final int LONGEST_REQUEST = 64;

  /** What a command gets. */
  @FunctionalInterface
  public interface Reply {
    /**
     * @throws IOException if the client has hung up
     */
    void send(Socket client) throws IOException;

    /** These bytes at once. */
    static Reply of(byte[] answer) {
      return segments(answer, Math.max(1, answer.length));
    }

    /** These bytes in parts of this size. */
    static Reply segments(byte[] answer, int size) {
      return client -> {
        client.setTcpNoDelay(true);
        for (int sent = 0; sent < answer.length; sent += size) {
          client.getOutputStream().write(answer, sent, Math.min(size, answer.length - sent));
        }
      };
    }

    /** This one, and then nothing until the client hangs up. */
    static Reply thenHang(Reply first) {
      return client -> {
        first.send(client);
        while (client.getInputStream().read() >= 0) {
          // what else it says is not listened to
        }
      };
    }
  }

  private final Map<String, Reply> replies = new ConcurrentHashMap<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final ServerSocket server = new ServerSocket();
  private final Clock clock;
  private volatile Socket client = new Socket();

  private SimulatedEcuPort(Clock clock, InetSocketAddress address) throws IOException {
    this.clock = clock;
    server.bind(address);
    Thread thread = new Thread(this::serve, "simulated-ecu-port");
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * Starts an ECU.
   *
   * @param clock the ECU's time; its zone is the ECU's zone
   * @throws IOException if no port can be bound
   */
  public static SimulatedEcuPort start(Clock clock) throws IOException {
    return start(clock, LoopbackServer.LOOPBACK);
  }

  /** As above, at another address of the loopback network. */
  public static SimulatedEcuPort start(Clock clock, InetSocketAddress address) throws IOException {
    return new SimulatedEcuPort(clock, address);
  }

  private static LocalDateTime round(Clock clock) {
    return Roof.round(LocalDateTime.now(clock));
  }

  private void serve() {
    while (!server.isClosed()) {
      try (Socket accepted = server.accept()) {
        client = accepted;
        byte[] bytes = new byte[LONGEST_REQUEST];
        int count = accepted.getInputStream().read(bytes);
        if (count > 0) {
          String request = new String(bytes, 0, count, US_ASCII).strip();
          requests.add(request);
          answerTo(request).send(accepted);
        }
      } catch (IOException e) {
        // hung up on; the next client may do better
      }
    }
  }

  private Reply answerTo(String request) {
    String command = request.length() < 13 ? "" : request.substring(9, 13);
    boolean own = command.equals("0001") || request.startsWith(PortFrames.ECU_ID, 13);
    if (!own) {
      return Reply.of(PortFrames.refusal(command, "01"));
    }
    return replies.getOrDefault(command, client -> normally(command, request).send(client));
  }

  private Reply normally(String command, String request) {
    LocalDateTime round = round(clock);
    return switch (command) {
      case "0001" -> Reply.of(PortFrames.info(round));
      case "0002" -> Reply.of(PortFrames.inverters(round));
      case "0003" ->
          Reply.of(
              PortFrames.curve(
                  LocalDate.parse(request.substring(28, 36), DateTimeFormatter.BASIC_ISO_DATE),
                  round));
      default -> client -> {};
    };
  }

  /** Answers this command with something else from now on. */
  public void reply(String command, Reply reply) {
    replies.put(command, reply);
  }

  /** Answers this command rightly again. */
  public void replyNormally(String command) {
    replies.remove(command);
  }

  /** The port that it listens at. */
  public int port() {
    return server.getLocalPort();
  }

  /** The requests so far in order of arrival, without their line feeds. */
  public List<String> requests() {
    return List.copyOf(requests);
  }

  /** Ends the ECU and its connection at once. */
  @Override
  public void close() {
    try {
      server.close();
      client.close();
    } catch (IOException e) {
      throw new UncheckedIOException("the simulated ECU could not be ended", e);
    }
  }
}
