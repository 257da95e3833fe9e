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
    raidoNeeds(config);
    oneNode(config);
    smallMachine(config);
    return config;
  }

  /** What Raido asks of every broker, be it this one, compose's or a fleet's. */
  private static void raidoNeeds(Properties config) {
    config.setProperty("auto.create.topics.enable", "false");
    // 31 days: longer than requests are kept, so no group forgets its place before its records go.
    config.setProperty("offsets.retention.minutes", "44640");
    config.setProperty("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000");
    config.setProperty("group.initial.rebalance.delay.ms", "0");
    // Under the consumer protocol (KIP-848) session and heartbeat are the broker's: 45 s and 5 s by
    // default and at least, which is as long as a handover takes. These are the classic client's.
    config.setProperty("group.consumer.min.session.timeout.ms", "6000");
    config.setProperty("group.consumer.session.timeout.ms", "6000");
    config.setProperty("group.consumer.min.heartbeat.interval.ms", "1000");
    config.setProperty("group.consumer.heartbeat.interval.ms", "1000");
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

  private static void smallMachine(Properties config) {
    config.setProperty("num.network.threads", "2");
    config.setProperty("num.io.threads", "4");
    config.setProperty("background.threads", "2");
    config.setProperty("num.recovery.threads.per.data.dir", "2");
    config.setProperty("num.replica.fetchers", "1");
    config.setProperty("group.coordinator.threads", "1");
    config.setProperty("share.coordinator.threads", "1");
    config.setProperty("log.cleaner.threads", "1");
    // 128 MiB by default; 4 MiB hold 170,000 keys, far more than the compacted topics have.
    config.setProperty("log.cleaner.dedupe.buffer.size", Integer.toString(4 << 20));
    config.setProperty("log.cleaner.io.buffer.size", Integer.toString(128 << 10));
    // Index files are sized in advance: 10 MiB a segment by default, thrice.
    config.setProperty("log.index.size.max.bytes", Integer.toString(2 << 20));
    // A record that says "nothing happened", twice a second by default, would keep the disk awake.
    config.setProperty("metadata.max.idle.interval.ms", "5000");
    config.setProperty("metric.reporters", "");
  }
}
