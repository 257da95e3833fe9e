package fm.raido.system.storm;

import fm.raido.system.cluster.ClusterPorts;
import fm.raido.system.cluster.Route;
import fm.raido.system.cluster.Wiring;
import fm.raido.system.network.TcpProxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A proxy on every way: worker to broker, broker to broker, worker to speech host. */
final class Links implements AutoCloseable {
  private final Map<Route, TcpProxy> toBrokers = new LinkedHashMap<>();
  private final List<TcpProxy> toHost = new ArrayList<>();

  /**
   * @param hostPort the speech host's
   */
  Links(ClusterPorts ports, int workers, int hostPort) {
    for (Route route : ports.routes()) {
      toBrokers.put(route, opened(ports.port(route)));
    }
    for (int slot = 0; slot < workers; slot++) {
      toHost.add(opened(hostPort));
    }
  }

  private static TcpProxy opened(int target) {
    TcpProxy proxy = TcpProxy.open();
    proxy.target(new InetSocketAddress(InetAddress.getLoopbackAddress(), target));
    return proxy;
  }

  /** How brokers tell each other and the workers where they are. */
  Wiring wiring() {
    return route -> {
      TcpProxy proxy = toBrokers.get(route);
      if (proxy == null) {
        throw new IllegalArgumentException("no link for " + route);
      }
      return proxy.port();
    };
  }

  /** The listener of that slot's worker. */
  static String listener(int slot) {
    return "WORKER" + slot;
  }

  /** Where that slot's worker finds the brokers. */
  String bootstrapServers(int slot) {
    StringBuilder servers = new StringBuilder();
    for (int node = 1; node <= ClusterPorts.NODES; node++) {
      servers
          .append(node == 1 ? "" : ",")
          .append("127.0.0.1:")
          .append(wiring().port(new Route.Clients(listener(slot), node)));
    }
    return servers.toString();
  }

  /** The way of that slot's worker to the speech host. */
  TcpProxy toHost(int slot) {
    return toHost.get(slot);
  }

  /** The way of that slot's worker to that broker. */
  TcpProxy toBroker(int slot, int node) {
    TcpProxy proxy = toBrokers.get(new Route.Clients(listener(slot), node));
    if (proxy == null) {
      throw new IllegalArgumentException("no link from worker " + slot + " to broker " + node);
    }
    return proxy;
  }

  /** Ways between brokers. */
  List<Map.Entry<Route, TcpProxy>> betweenBrokers() {
    return toBrokers.entrySet().stream()
        .filter(entry -> !(entry.getKey() instanceof Route.Clients))
        .toList();
  }

  /** Connections that workers have made to the speech host, or tried to. */
  long connectionsToHost() {
    return toHost.stream().mapToLong(link -> link.counts().accepted()).sum();
  }

  /** All are healthy again. */
  void heal() {
    toBrokers.values().forEach(TcpProxy::heal);
    toHost.forEach(TcpProxy::heal);
  }

  @Override
  public void close() {
    toBrokers.values().forEach(TcpProxy::close);
    toHost.forEach(TcpProxy::close);
  }
}
