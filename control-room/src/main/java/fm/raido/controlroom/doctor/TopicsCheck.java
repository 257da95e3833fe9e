package fm.raido.controlroom.doctor;

import fm.raido.schemas.settings.RaidoSettings;
import fm.raido.schemas.settings.Settings;
import fm.raido.schemas.topic.TopicAdmin;
import fm.raido.schemas.topic.TopicCatalogue;
import fm.raido.schemas.topic.TopicFinding;
import java.util.List;

/** Are the topics there, and as they must be? */
final class TopicsCheck implements Check {
  private final Cluster cluster;
  private final Settings settings;

  TopicsCheck(Cluster cluster, Settings settings) {
    this.cluster = cluster;
    this.settings = settings;
  }

  @Override
  public String name() {
    return "topics";
  }

  @Override
  public List<Finding> look() {
    cluster.brokers();
    int replication = settings.get(RaidoSettings.REPLICATION);
    try (TopicAdmin admin = TopicAdmin.connect(cluster.kafka(), Cluster.PATIENCE)) {
      return judge(
          admin.check(
              TopicCatalogue.topics(settings.get(RaidoSettings.PARTITIONS), replication),
              replication));
    }
  }

  static List<Finding> judge(List<TopicFinding> differences) {
    return differences.isEmpty()
        ? List.of(new Finding.Good("all topics are as they should be"))
        : differences.stream().map(TopicsCheck::finding).toList();
  }

  private static Finding finding(TopicFinding difference) {
    String words = withoutCommand(difference.words());
    String command = command(difference);
    return difference.blocks()
        ? new Finding.Wrong(words, command)
        : new Finding.Warning(words, command);
  }

  private static String command(TopicFinding difference) {
    return switch (difference) {
      case TopicFinding.Missing _ -> "raido topics apply";
      case TopicFinding.TooFewPartitions _,
          TopicFinding.FewerPartitions _,
          TopicFinding.WrongConfig _ ->
          "raido topics apply --force";
      case TopicFinding.FewerReplicas(String topic, int _, int _) ->
          "kafka-reassign-partitions (topic %s)".formatted(topic);
      case TopicFinding.NotOnePartition(String topic, int _) ->
          "kafka-topics --delete --topic %s, with the workers stopped; then raido topics apply"
              .formatted(topic);
      case TopicFinding.Refused _, TopicFinding.Unreachable _ -> "raido topics check";
    };
  }

  /** Its words end with what to type, which stands on a line of its own here. */
  private static String withoutCommand(String words) {
    return words.replaceFirst(": (to raise them, )?type `.*", "");
  }
}
