package fm.raido.schemas.topic;

/** One thing that was changed on the cluster. */
public sealed interface TopicChange {

  /** What was changed, in one line for a person. */
  String words();

  /**
   * A missing topic was created.
   *
   * @param topic as it was created
   */
  record Created(Topic topic, int replication) implements TopicChange {
    @Override
    public String words() {
      return "created %s (%d %s, %d %s)"
          .formatted(
              topic.name(),
              topic.partitions(),
              topic.partitions() == 1 ? "partition" : "partitions",
              replication,
              replication == 1 ? "replica" : "replicas");
    }
  }

  /** Partitions were added. */
  record PartitionsRaised(String topic, int from, int to) implements TopicChange {
    @Override
    public String words() {
      return "raised %s from %d to %d partitions".formatted(topic, from, to);
    }
  }

  /** A topic setting was set. */
  record ConfigSet(String topic, String config, String from, String to) implements TopicChange {
    @Override
    public String words() {
      return "set %s of %s from %s to %s".formatted(config, topic, from, to);
    }
  }
}
