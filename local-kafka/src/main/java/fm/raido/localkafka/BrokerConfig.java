package fm.raido.localkafka;

import java.nio.file.Path;
import java.util.Properties;

/** The broker's settings: one node, on loopback, small enough to share a JVM of 512 MB. */
final class BrokerConfig {
  static final int NODE_ID = 1;
  static final String LOOPBACK = "127.0.0.1";
  static final String CONTROLLER_LISTENER = "CONTROLLER";

  private BrokerConfig() {}

  static Properties of(Path logDir, int port, int controllerPort) {
    Properties config = new Properties();
    config.setProperty("process.roles", "broker,controller");
    config.setProperty("node.id", Integer.toString(NODE_ID));
    config.setProperty(
        "listeners",
        "PLAINTEXT://%s:%d,%s://%s:%d"
            .formatted(LOOPBACK, port, CONTROLLER_LISTENER, LOOPBACK, controllerPort));
    config.setProperty("advertised.listeners", "PLAINTEXT://%s:%d".formatted(LOOPBACK, port));
    config.setProperty("controller.listener.names", CONTROLLER_LISTENER);
    config.setProperty(
        "listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    config.setProperty(
        "controller.quorum.voters", "%d@%s:%d".formatted(NODE_ID, LOOPBACK, controllerPort));
    config.setProperty("log.dirs", logDir.toString());
    BrokerBasics.apply(config);
    oneNode(config);
    return config;
  }

  private static void oneNode(Properties config) {
    config.setProperty("offsets.topic.replication.factor", "1");
    config.setProperty("transaction.state.log.replication.factor", "1");
    config.setProperty("transaction.state.log.min.isr", "1");
    config.setProperty("share.coordinator.state.topic.replication.factor", "1");
    config.setProperty("share.coordinator.state.topic.min.isr", "1");
    // 50 each by default, of which one station uses a few; each costs files and start-up time.
    config.setProperty("offsets.topic.num.partitions", "4");
    config.setProperty("transaction.state.log.num.partitions", "4");
    config.setProperty("share.coordinator.state.topic.num.partitions", "1");
    config.setProperty("auto.leader.rebalance.enable", "false");
    // After a kill the controller waits for the dead broker's session to end before it lets the
    // same
    // broker in again: 9 s by default (measured), which is too long for "start it again". A clean
    // stop gives the session back and does not wait.
    config.setProperty("broker.session.timeout.ms", "3000");
    config.setProperty("broker.heartbeat.interval.ms", "500");
  }
}
