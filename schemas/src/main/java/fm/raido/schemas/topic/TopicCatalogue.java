package fm.raido.schemas.topic;

import fm.raido.schemas.announcement.RequestLimits;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Every topic there is. Names are public: a change is a line in {@code CHANGELOG.md}. */
public final class TopicCatalogue {
  public static final String REQUESTS = "raido.requests";
  public static final String OUTCOMES = "raido.outcomes";
  public static final String DEAD_LETTERS = "raido.requests-dlt";
  public static final String PROTECTION = "raido.protection";
  public static final String HOST_PRESSURE = "raido.host-pressure";

  /** The consumer group of the workers, which settles {@link #REQUESTS}. */
  public static final String WORKERS_GROUP = "raido-dj-workers";

  /** How the transactional ids begin with which workers settle; each start has one of its own. */
  public static final String WORKER_TRANSACTIONS = "raido-worker-";

  /** How the transactional ids begin of replays; topic and partition of the letters follow. */
  public static final String REPLAY_TRANSACTIONS = "raido-replay-";

  /** From that replication on, a write counts when two replicas have it. */
  private static final int REPLICATION_OF_A_CLUSTER = 3;

  private TopicCatalogue() {}

  /**
   * The topics as they are created on a cluster.
   *
   * @param partitions partitions of requests, outcomes and dead letters
   * @param replication replicas of each; from 3 on, {@code min.insync.replicas} is 2
   */
  public static List<Topic> topics(int partitions, int replication) {
    if (replication < REPLICATION_OF_A_CLUSTER) {
      return topics(partitions);
    }
    return topics(partitions).stream()
        .map(topic -> topic.with("min.insync.replicas", "2"))
        .toList();
  }

  /**
   * The topics.
   *
   * @param partitions partitions of requests, outcomes and dead letters, which lie side by side
   */
  public static List<Topic> topics(int partitions) {
    return List.of(
        new Topic(
            OUTCOMES,
            partitions,
            Map.of(
                "cleanup.policy",
                "delete",
                "retention.ms",
                days(7),
                "message.timestamp.type",
                "LogAppendTime")),
        new Topic(
            DEAD_LETTERS,
            partitions,
            Map.of("cleanup.policy", "compact", "delete.retention.ms", days(30))),
        new Topic(
            PROTECTION,
            1,
            Map.of(
                "cleanup.policy",
                "delete",
                "retention.ms",
                days(8),
                "segment.ms",
                millis(Duration.ofHours(6)),
                "message.timestamp.type",
                "LogAppendTime")),
        new Topic(HOST_PRESSURE, 1, Map.of("cleanup.policy", "compact")),
        // Last: whoever sees requests may rely on the partitions beside them.
        new Topic(
            REQUESTS,
            partitions,
            Map.of(
                "cleanup.policy",
                "delete",
                "retention.ms",
                days(30),
                "message.timestamp.type",
                "LogAppendTime",
                "max.message.bytes",
                Integer.toString(RequestLimits.RECORD_BYTES_MAX + 4_096))));
  }

  private static String days(int days) {
    return millis(Duration.ofDays(days));
  }

  private static String millis(Duration duration) {
    return Long.toString(duration.toMillis());
  }
}
