package fm.raido.schemas.topic;

import static fm.raido.schemas.topic.TopicCatalogue.DEAD_LETTERS;
import static fm.raido.schemas.topic.TopicCatalogue.OUTCOMES;
import static fm.raido.schemas.topic.TopicCatalogue.REQUESTS;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * The changes that bring a cluster to the catalogue, in the order in which they must be made:
 * whoever sees a partition of requests may rely on the partitions beside it, so requests come last.
 * Pure.
 */
final class TopicPlan {
  private TopicPlan() {}

  /**
   * @param force whether what is there already may be changed
   */
  static List<TopicChange> changes(
      Collection<Topic> wanted, int replication, Map<String, PresentTopic> present, boolean force) {
    List<Topic> order =
        wanted.stream()
            .sorted(Comparator.comparing(topic -> topic.name().equals(REQUESTS)))
            .toList();
    List<TopicChange> changes = new ArrayList<>();
    for (Topic topic : order) {
      PresentTopic has = present.get(topic.name());
      if (has == null) {
        changes.add(
            new TopicChange.Created(
                topic.withPartitions(partitionsOfNew(topic, present, force)), replication));
      } else if (force) {
        raise(topic, has, present, changes);
        setConfigs(topic, has, changes);
      }
    }
    return changes;
  }

  /** What lies beside requests gets at least as many as requests have, and requests no more. */
  private static int partitionsOfNew(
      Topic topic, Map<String, PresentTopic> present, boolean force) {
    if (isBesideRequests(topic)) {
      return Math.max(topic.partitions(), requests(present));
    }
    if (topic.name().equals(REQUESTS) && !force) {
      return present.values().stream()
          .filter(other -> other.name().equals(OUTCOMES) || other.name().equals(DEAD_LETTERS))
          .mapToInt(PresentTopic::partitions)
          .reduce(topic.partitions(), Math::min);
    }
    return topic.partitions();
  }

  private static void raise(
      Topic topic, PresentTopic has, Map<String, PresentTopic> present, List<TopicChange> changes) {
    int wanted =
        isBesideRequests(topic)
            ? Math.max(topic.partitions(), requests(present))
            : topic.partitions();
    boolean grows = isBesideRequests(topic) || topic.name().equals(REQUESTS);
    if (grows && has.partitions() < wanted) {
      changes.add(new TopicChange.PartitionsRaised(topic.name(), has.partitions(), wanted));
    }
  }

  private static void setConfigs(Topic topic, PresentTopic has, List<TopicChange> changes) {
    topic
        .configs()
        .forEach((config, needed) -> {
          String value = has.configs().getOrDefault(config, "");
          if (!ConfigRule.of(config).accepts(value, needed)) {
            changes.add(new TopicChange.ConfigSet(topic.name(), config, value, needed));
          }
        });
  }

  private static boolean isBesideRequests(Topic topic) {
    return topic.name().equals(OUTCOMES) || topic.name().equals(DEAD_LETTERS);
  }

  private static int requests(Map<String, PresentTopic> present) {
    PresentTopic requests = present.get(REQUESTS);
    return requests == null ? 0 : requests.partitions();
  }
}
