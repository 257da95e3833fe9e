package fm.raido.system.cluster;

/**
 * By which port each route goes. A proxy gives its own port here and forwards to {@link
 * ClusterPorts#port(Route)}.
 */
@FunctionalInterface
public interface Wiring {
  /** The port on loopback to tell those who take that route; asked at a node's every start. */
  int port(Route route);

  /** No proxies. */
  static Wiring direct(ClusterPorts ports) {
    return ports::port;
  }
}
