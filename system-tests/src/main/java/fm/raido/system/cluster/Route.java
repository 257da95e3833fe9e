package fm.raido.system.cluster;

/** One of the ways to a node that a proxy can stand in. */
public sealed interface Route {
  /** The node that it leads to. */
  int to();

  /** That node's listener at its end. */
  String listener();

  /** Clients that know the brokers by an extra listener: one worker's, say. */
  record Clients(String listener, int to) implements Route {}

  /** Everybody's replication from that node, and brokers' requests to its coordinators. */
  record Replication(int to) implements Route {
    @Override
    public String listener() {
      return ClusterPorts.REPLICATION;
    }
  }

  /**
   * One node's way to another as controller: votes, and, while that one is the active controller,
   * metadata and its own heartbeats as broker. Each pair of nodes has two, so that one may hear the
   * other and not be heard.
   */
  record Quorum(int from, int to) implements Route {
    @Override
    public String listener() {
      return ClusterPorts.CONTROLLER;
    }
  }
}
