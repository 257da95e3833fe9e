package fm.raido.localkafka;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;

/** Loopback ports: the broker must be told its ports before it opens them. */
final class Ports {
  private static final int BACKLOG = 1;

  private Ports() {}

  /** A port that is free now; somebody else may take it before it is used. */
  static int free(Set<Integer> not) {
    Set<ServerSocket> held = new HashSet<>();
    try {
      while (true) {
        ServerSocket socket = new ServerSocket(0, BACKLOG, loopback());
        held.add(socket);
        if (!not.contains(socket.getLocalPort())) {
          return socket.getLocalPort();
        }
      }
    } catch (IOException e) {
      throw new LocalKafkaException("no free port on " + BrokerConfig.LOOPBACK, e);
    } finally {
      held.forEach(Ports::close);
    }
  }

  /** Whether a port can be opened now. */
  static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      // As the broker does: what only lingers after its last owner's end is free.
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(loopback(), port), BACKLOG);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static InetAddress loopback() {
    return InetAddress.ofLiteral(BrokerConfig.LOOPBACK);
  }

  private static void close(ServerSocket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new LocalKafkaException("port " + socket.getLocalPort() + " cannot be given back", e);
    }
  }
}
