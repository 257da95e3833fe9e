package fm.raido.schemas.topic;

import static fm.raido.schemas.topic.TopicCatalogue.DEAD_LETTERS;
import static fm.raido.schemas.topic.TopicCatalogue.HOST_PRESSURE;
import static fm.raido.schemas.topic.TopicCatalogue.OUTCOMES;
import static fm.raido.schemas.topic.TopicCatalogue.PROTECTION;
import static fm.raido.schemas.topic.TopicCatalogue.REQUESTS;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Compares what there is with what is needed; pure. */
final class TopicComparison {
  private static final Set<String> ONE_PARTITION = Set.of(PROTECTION, HOST_PRESSURE);
  private static final Set<String> BESIDE_REQUESTS = Set.of(OUTCOMES, DEAD_LETTERS);

  private TopicComparison() {}

  /**
   * Every difference, in the order of the topics.
   *
   * @param replication replicas that the setting asks for
   * @param present topics that there are, by name; requests among them, needed or not
   */
  static List<TopicFinding> findings(
      Collection<Topic> needed, int replication, Map<String, PresentTopic> present) {
    PresentTopic requests = present.get(REQUESTS);
    int beside = requests == null ? 0 : requests.partitions();
    List<TopicFinding> findings = new ArrayList<>();
    for (Topic topic : needed) {
      PresentTopic has = present.get(topic.name());
      if (has == null) {
        findings.add(new TopicFinding.Missing(topic.name()));
      } else {
        partitions(topic, has, beside, findings);
        if (has.replication() < replication) {
          findings.add(
              new TopicFinding.FewerReplicas(topic.name(), has.replication(), replication));
        }
        configs(topic, has, findings);
      }
    }
    return findings;
  }

  private static void partitions(
      Topic topic, PresentTopic has, int beside, List<TopicFinding> findings) {
    String name = topic.name();
    int partitions = has.partitions();
    if (name.equals(PROTECTION) && partitions != 1) {
      findings.add(new TopicFinding.NotOnePartition(name, partitions));
    } else if (BESIDE_REQUESTS.contains(name) && partitions < beside) {
      findings.add(new TopicFinding.TooFewPartitions(name, partitions, beside));
    } else if (!ONE_PARTITION.contains(name) && partitions < topic.partitions()) {
      findings.add(new TopicFinding.FewerPartitions(name, partitions, topic.partitions()));
    }
  }

  private static void configs(Topic topic, PresentTopic has, List<TopicFinding> findings) {
    topic
        .configs()
        .forEach((config, needed) -> {
          String value = has.configs().getOrDefault(config, "");
          ConfigRule rule = ConfigRule.of(config);
          if (!rule.accepts(value, needed)) {
            findings.add(
                new TopicFinding.WrongConfig(topic.name(), config, value, rule.words(needed)));
          }
        });
  }
}
