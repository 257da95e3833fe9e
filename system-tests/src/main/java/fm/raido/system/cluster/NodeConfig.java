package fm.raido.system.cluster;

import fm.raido.localkafka.BrokerBasics;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;

/** A node's settings. */
final class NodeConfig {
  private NodeConfig() {}

  static Properties of(int node, Path logDir, Tuning tuning, ClusterPorts ports, Wiring wiring) {
    Properties config = new Properties();
    config.setProperty("process.roles", "broker,controller");
    config.setProperty("node.id", Integer.toString(node));
    config.setProperty("log.dirs", logDir.toString());
    listeners(config, node, ports, wiring);
    BrokerBasics.apply(config);
    replicated(config);
    tuning.settings().forEach(config::setProperty);
    return config;
  }

  private static void listeners(Properties config, int node, ClusterPorts ports, Wiring wiring) {
    Map<String, Integer> advertised = new LinkedHashMap<>();
    advertised.put(ClusterPorts.PLAIN, ports.port(node, ClusterPorts.PLAIN));
    advertised.put(ClusterPorts.REPLICATION, wiring.port(new Route.Replication(node)));
    // Nodes find each other as controllers by the list of voters alone, which each has its own.
    advertised.put(ClusterPorts.CONTROLLER, ports.port(node, ClusterPorts.CONTROLLER));
    for (String name : ports.extraListeners()) {
      advertised.put(name, wiring.port(new Route.Clients(name, node)));
    }
    Map<String, Integer> own = new LinkedHashMap<>();
    advertised.keySet().forEach(name -> own.put(name, ports.port(node, name)));
    config.setProperty("listeners", addresses(own));
    config.setProperty("advertised.listeners", addresses(advertised));
    config.setProperty("inter.broker.listener.name", ClusterPorts.REPLICATION);
    config.setProperty("controller.listener.names", ClusterPorts.CONTROLLER);
    config.setProperty(
        "listener.security.protocol.map",
        own.keySet().stream().map(name -> name + ":PLAINTEXT").collect(Collectors.joining(",")));
    List<String> voters = new ArrayList<>();
    for (int voter = 1; voter <= ClusterPorts.NODES; voter++) {
      int port =
          voter == node
              ? ports.port(node, ClusterPorts.CONTROLLER)
              : wiring.port(new Route.Quorum(node, voter));
      voters.add("%d@%s:%d".formatted(voter, ClusterPorts.LOOPBACK, port));
    }
    config.setProperty("controller.quorum.voters", String.join(",", voters));
  }

  private static String addresses(Map<String, Integer> ports) {
    return ports.entrySet().stream()
        .map(e -> "%s://%s:%d".formatted(e.getKey(), ClusterPorts.LOOPBACK, e.getValue()))
        .collect(Collectors.joining(","));
  }

  /** What is acknowledged is on two nodes at least, and only one that has it may lead. */
  private static void replicated(Properties config) {
    config.setProperty("default.replication.factor", "3");
    config.setProperty("min.insync.replicas", "2");
    config.setProperty("unclean.leader.election.enable", "false");
    config.setProperty("offsets.topic.replication.factor", "3");
    config.setProperty("transaction.state.log.replication.factor", "3");
    config.setProperty("transaction.state.log.min.isr", "2");
    config.setProperty("share.coordinator.state.topic.replication.factor", "3");
    config.setProperty("share.coordinator.state.topic.min.isr", "2");
    // 50 each by default, of which a few are used; each costs files and time. Six, so that with
    // three nodes every one of them coordinates something.
    config.setProperty("offsets.topic.num.partitions", "6");
    config.setProperty("transaction.state.log.num.partitions", "6");
    config.setProperty("share.coordinator.state.topic.num.partitions", "1");
    // Leaders return to nodes that were dead after 5 minutes by default; a storm would then know
    // only two leaders.
    config.setProperty("leader.imbalance.check.interval.seconds", "10");
    config.setProperty("leader.imbalance.per.broker.percentage", "0");
  }
}
