package fm.raido.system.network;

import fm.raido.system.network.LinkState.BlackHole;
import fm.raido.system.network.LinkState.Cut;
import fm.raido.system.network.LinkState.Healthy;
import fm.raido.system.network.LinkState.Resetting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A link between clients and one target: a port of loopback whose connections are forwarded, and
 * that does to them what its {@link LinkState} says. The port is known before the target is; until
 * there is a target, and while it refuses, a client's connection is closed at once. All methods may
 * be called by any thread.
 */
public final class TcpProxy implements AutoCloseable {
  /** Loopback answers at once or not at all; a frozen process is connected to by its kernel. */
  private static final int CONNECT_MILLIS = 2_000;

  private final Tally tally = new Tally();
  private final Set<Connection> connections = new LinkedHashSet<>();
  private final Doorway doorway;
  private LinkState state = new Healthy();
  private boolean closed;
  private volatile @Nullable InetSocketAddress target;

  private TcpProxy(int port) {
    this.doorway = new Doorway(port, this::welcome);
  }

  /** A healthy link on a free port, without a target. */
  public static TcpProxy open() {
    return new TcpProxy(0);
  }

  /**
   * A healthy link on that port, without a target.
   *
   * @throws UncheckedIOException if the port is not free
   */
  public static TcpProxy open(int port) {
    return new TcpProxy(port);
  }

  /** Where clients connect to. */
  public InetSocketAddress address() {
    return doorway.address();
  }

  /** The port of {@link #address}. */
  public int port() {
    return doorway.address().getPort();
  }

  /** From now on new connections lead there; existing ones stay where they are. */
  public void target(InetSocketAddress address) {
    target = address;
  }

  /** What the link does now. */
  public synchronized LinkState state() {
    return state;
  }

  /**
   * Changes the link for all connections, existing and to come.
   *
   * @throws UncheckedIOException if a cut link's port cannot be opened again
   */
  public synchronized void become(LinkState next) {
    if (closed) {
      return;
    }
    state = next;
    if (next instanceof Cut) {
      doorway.shut();
    }
    for (Connection connection : List.copyOf(connections)) {
      connection.become(next);
      if (connection instanceof LostConnection && !(next instanceof BlackHole)) {
        connections.remove(connection);
      }
    }
    if (!(next instanceof Cut)) {
      doorway.open();
    }
  }

  /** Makes the link healthy again. */
  public void heal() {
    become(new Healthy());
  }

  /** What has passed so far. */
  public synchronized LinkCounts counts() {
    return tally.counts(connections.size());
  }

  /** Closes the port and all connections. */
  @Override
  public synchronized void close() {
    closed = true;
    doorway.close();
    List.copyOf(connections).forEach(Connection::close);
    connections.clear();
  }

  private void welcome(Socket client) {
    tally.accepted.increment();
    Thread.ofVirtual().name("connect").start(() -> connect(client));
  }

  private void connect(Socket client) {
    Sockets.hurry(client);
    Socket onward = leadsOn(state()) ? toTarget() : null;
    // The link may have changed while the target was called.
    synchronized (this) {
      if (closed || state instanceof Cut) {
        end(client, onward, false);
      } else if (state instanceof Resetting) {
        tally.broken.increment();
        end(client, onward, true);
      } else if (state instanceof BlackHole) {
        end(null, onward, false);
        connections.add(new LostConnection(client, tally));
      } else if (onward == null) {
        tally.refused.increment();
        Sockets.close(client);
      } else {
        PipedConnection connection =
            new PipedConnection(client, onward, state, tally, this::forget);
        connections.add(connection);
        connection.start();
      }
    }
  }

  private static boolean leadsOn(LinkState state) {
    return switch (state) {
      case Healthy _, LinkState.Delayed _, LinkState.HalfOpen _ -> true;
      case Cut _, Resetting _, BlackHole _ -> false;
    };
  }

  /** A connection to the target; null if there is none or it refuses. */
  private @Nullable Socket toTarget() {
    InetSocketAddress address = target;
    if (address == null) {
      return null;
    }
    Socket socket = new Socket();
    try {
      Sockets.hurry(socket);
      socket.connect(address, CONNECT_MILLIS);
      return socket;
    } catch (IOException e) {
      Sockets.close(socket);
      return null;
    }
  }

  private synchronized void forget(Connection connection) {
    connections.remove(connection);
  }

  private static void end(@Nullable Socket client, @Nullable Socket onward, boolean reset) {
    for (Socket socket : new Socket[] {client, onward}) {
      if (socket != null && reset) {
        Sockets.reset(socket);
      } else if (socket != null) {
        Sockets.close(socket);
      }
    }
  }
}
