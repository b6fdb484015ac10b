package solar.aps;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A cable to a server on loopback, at a port of its own, which can be cut and mended. */
final class Wire implements AutoCloseable {
  final int port;
  private volatile int target;
  private volatile ServerSocket entrance;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

  /**
   * @param target the port of the server
   */
  Wire(int target) throws IOException {
    this.target = target;
    entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    port = entrance.getLocalPort();
    carry(entrance);
  }

  /** Every connection breaks off, and none comes about any more. */
  void cut() throws IOException {
    entrance.close();
    for (Socket socket : sockets) {
      socket.close();
    }
    sockets.clear();
  }

  /** From now on it leads to this port. */
  void mend(int newTarget) throws IOException {
    target = newTarget;
    ServerSocket again = new ServerSocket();
    again.setReuseAddress(true);
    again.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    entrance = again;
    carry(again);
  }

  private void carry(ServerSocket from) {
    start(
        () -> {
          while (true) {
            Socket near = from.accept();
            sockets.add(near);
            Socket far = new Socket(InetAddress.getLoopbackAddress(), target);
            sockets.add(far);
            start(() -> copy(near, far));
            start(() -> copy(far, near));
          }
        });
  }

  private static void copy(Socket from, Socket to) throws IOException {
    try (from;
        to;
        InputStream in = from.getInputStream()) {
      in.transferTo(to.getOutputStream());
    }
  }

  private interface Work {
    void run() throws IOException;
  }

  private static void start(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException e) {
                return; // it was cut
              }
            },
            "wire");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    cut();
  }
}
