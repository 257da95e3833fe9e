package fm.raido.system.network;

import java.io.IOException;
import java.net.Socket;

/** How a proxy treats its sockets. */
final class Sockets {
  private Sockets() {}

  /** Lets it send small pieces at once: the senders have done their own gathering. */
  static void hurry(Socket socket) {
    try {
      socket.setTcpNoDelay(true);
    } catch (IOException e) {
      // It is closed already; whoever reads it will see that.
    }
  }

  /** Ends it with a FIN. */
  static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It has gone, which is what was asked for.
    }
  }

  /** Ends it with an RST: that is what a close does to a socket that must not linger. */
  static void reset(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
    } catch (IOException e) {
      // It is closed already.
    }
    close(socket);
  }
}
