package fm.raido.localkafka;

import java.util.Properties;

/** The settings that brokers on one machine share, be there one in this JVM or three in theirs. */
public final class BrokerBasics {
  private BrokerBasics() {}

  /** Adds them. */
  public static void apply(Properties config) {
    raidoNeeds(config);
    smallMachine(config);
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
