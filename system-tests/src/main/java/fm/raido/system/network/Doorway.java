package fm.raido.system.network;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A listening port of loopback that can be shut, so that clients are refused, and opened again. A
 * shut port stays taken, by a socket that is bound and does not listen: a client that knocks again
 * and again could otherwise be given this very port as its own and connect to itself.
 */
final class Doorway {
  /** More than the clients of a storm that come back all at once. */
  private static final int BACKLOG = 512;

  private final InetSocketAddress address;
  private final Consumer<Socket> guests;
  private @Nullable Listening open;
  private @Nullable Socket taken;

  /**
   * Opens it.
   *
   * @param port 0 for a free one
   * @param guests gets each accepted socket, on the listening thread
   * @throws UncheckedIOException if the port is not free
   */
  Doorway(int port, Consumer<Socket> guests) {
    this.guests = guests;
    Listening listening = listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    this.open = listening;
    this.address =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), listening.socket().getLocalPort());
  }

  InetSocketAddress address() {
    return address;
  }

  synchronized void open() {
    if (open != null) {
      return;
    }
    letGo();
    open = listen(address);
  }

  synchronized void shut() {
    if (open == null) {
      return;
    }
    close();
    try {
      Socket placeholder = new Socket();
      placeholder.setReuseAddress(true);
      placeholder.bind(address);
      taken = placeholder;
    } catch (IOException e) {
      throw new UncheckedIOException("port " + address.getPort() + " cannot be kept", e);
    }
  }

  /** Gives the port back. */
  synchronized void close() {
    letGo();
    if (open != null) {
      open.stop();
      open = null;
    }
  }

  private void letGo() {
    if (taken != null) {
      Sockets.close(taken);
      taken = null;
    }
  }

  private Listening listen(InetSocketAddress at) {
    try {
      ServerSocket socket = new ServerSocket();
      socket.setReuseAddress(true); // Earlier connections of this port may still be dying.
      socket.bind(at, BACKLOG);
      Thread doorkeeper =
          Thread.ofPlatform()
              .daemon()
              .name("doorway-" + socket.getLocalPort())
              .start(() -> accept(socket));
      return new Listening(socket, doorkeeper);
    } catch (IOException e) {
      throw new UncheckedIOException("port " + at.getPort() + " is not free", e);
    }
  }

  private void accept(ServerSocket socket) {
    while (!socket.isClosed()) {
      try {
        guests.accept(socket.accept());
      } catch (IOException e) {
        // Shut, or a client that left before it was let in.
      }
    }
  }

  /** An open port and the thread that accepts there. */
  private record Listening(ServerSocket socket, Thread doorkeeper) {
    /** The kernel lets a listening port go only when nobody waits in accept any more. */
    void stop() {
      try {
        socket.close();
        doorkeeper.join();
      } catch (IOException e) {
        throw new UncheckedIOException("port " + socket.getLocalPort() + " cannot be closed", e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
