package fm.raido.system.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Where the nodes listen, each at the same ports for its whole life. Chosen before the cluster
 * starts, so that proxies can be put before it.
 *
 * @param extraListeners names beside the cluster's own: upper-case letters and digits
 * @param nodes for each node, by its number from 1, the port of each listener
 */
public record ClusterPorts(List<String> extraListeners, List<Map<String, Integer>> nodes) {
  /** What clients reach without a proxy. */
  static final String PLAIN = "PLAIN";

  static final String REPLICATION = "REPLICATION";
  static final String CONTROLLER = "CONTROLLER";
  static final String LOOPBACK = "127.0.0.1";

  /** How many nodes there are: the fewest of which one may die. */
  public static final int NODES = 3;

  /**
   * Below the ports that systems give to outgoing connections (from 32768 on Linux), one of which
   * could hold a dead node's port when it starts again.
   */
  private static final int FIRST = 20_000;

  private static final int LAST = 31_999;
  private static final int CONNECT_MILLIS = 500;

  public ClusterPorts {
    extraListeners = List.copyOf(extraListeners);
    nodes = nodes.stream().map(Map::copyOf).toList();
    for (String name : extraListeners) {
      if (!name.matches("[A-Z][A-Z0-9]*")
          || Set.of(PLAIN, REPLICATION, CONTROLLER).contains(name)) {
        throw new IllegalArgumentException(
            "extra listener '%s': must be upper-case letters and digits, and none of the cluster's own"
                .formatted(name));
      }
    }
  }

  /** Chooses ports that are free now. */
  public static ClusterPorts choose(List<String> extraListeners) {
    List<String> names = new ArrayList<>(List.of(PLAIN, REPLICATION, CONTROLLER));
    names.addAll(extraListeners);
    Random random = new Random();
    Set<Integer> taken = new HashSet<>();
    List<Map<String, Integer>> nodes = new ArrayList<>();
    for (int node = 1; node <= NODES; node++) {
      Map<String, Integer> ports = new LinkedHashMap<>();
      for (String name : names) {
        int port = random.nextInt(FIRST, LAST + 1);
        while (!taken.add(port) || !isFree(port)) {
          port = random.nextInt(FIRST, LAST + 1);
        }
        ports.put(name, port);
      }
      nodes.add(ports);
    }
    return new ClusterPorts(extraListeners, nodes);
  }

  /** The node's own port at the end of that route. */
  public int port(Route route) {
    return port(route.to(), route.listener());
  }

  /** Every route that there is, for who puts a proxy into each. */
  public List<Route> routes() {
    List<Route> routes = new ArrayList<>();
    for (int to = 1; to <= NODES; to++) {
      for (String listener : extraListeners) {
        routes.add(new Route.Clients(listener, to));
      }
      routes.add(new Route.Replication(to));
      for (int from = 1; from <= NODES; from++) {
        if (from != to) {
          routes.add(new Route.Quorum(from, to));
        }
      }
    }
    return routes;
  }

  int port(int node, String listener) {
    Integer port = nodes.get(node - 1).get(listener);
    if (port == null) {
      throw new IllegalArgumentException("there is no listener " + listener);
    }
    return port;
  }

  /** Whether somebody takes connections there. */
  static boolean isOpen(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.ofLiteral(LOOPBACK), port), CONNECT_MILLIS);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      // As the broker does: what only lingers after its last owner's end is free.
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.ofLiteral(LOOPBACK), port), 1);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
