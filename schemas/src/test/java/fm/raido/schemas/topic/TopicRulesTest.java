package fm.raido.schemas.topic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopicRulesTest {
  private static final List<Topic> ALL = TopicCatalogue.topics(6);

  @Test
  void aClusterThatIsAsWantedHasNoFindingsAndNeedsNoChange() {
    Map<String, PresentTopic> present = present(ALL);
    assertThat(TopicComparison.findings(ALL, 1, present)).isEmpty();
    assertThat(TopicPlan.changes(ALL, 1, present, true)).isEmpty();
  }

  @Test
  void anEmptyClusterGetsEverythingRequestsLast() {
    assertThat(TopicComparison.findings(ALL, 1, Map.of()))
        .hasSize(5)
        .allMatch(TopicFinding.Missing.class::isInstance);
    assertThat(TopicPlan.changes(ALL, 3, Map.of(), false))
        .isEqualTo(ALL.stream().map(topic -> new TopicChange.Created(topic, 3)).toList())
        .last()
        .isEqualTo(new TopicChange.Created(ALL.getLast(), 3));
    assertThat(ALL.getLast().name()).isEqualTo("raido.requests");
  }

  @Test
  void whatIsCreatedBesideRequestsGetsAsManyPartitions() {
    Map<String, PresentTopic> present = present(resized("raido.requests", 12));
    present.remove("raido.outcomes");
    assertThat(TopicPlan.changes(ALL, 1, present, false))
        .containsExactly(new TopicChange.Created(topic("raido.outcomes").withPartitions(12), 1));
  }

  @Test
  void newRequestsGetNoMorePartitionsThanLieBesideThem() {
    Map<String, PresentTopic> present = present(resized("raido.outcomes", 2));
    present.remove("raido.requests");
    assertThat(TopicPlan.changes(ALL, 1, present, false))
        .containsExactly(new TopicChange.Created(topic("raido.requests").withPartitions(2), 1));
    assertThat(TopicPlan.changes(ALL, 1, present, true))
        .containsExactly(
            new TopicChange.PartitionsRaised("raido.outcomes", 2, 6),
            new TopicChange.Created(topic("raido.requests"), 1));
  }

  @Test
  void partitionsAreRaisedBesideRequestsFirst() {
    Map<String, PresentTopic> present = present(TopicCatalogue.topics(3));
    assertThat(TopicPlan.changes(ALL, 1, present, false)).isEmpty();
    assertThat(TopicPlan.changes(ALL, 1, present, true))
        .containsExactly(
            new TopicChange.PartitionsRaised("raido.outcomes", 3, 6),
            new TopicChange.PartitionsRaised("raido.requests-dlt", 3, 6),
            new TopicChange.PartitionsRaised("raido.requests", 3, 6));
    assertThat(TopicComparison.findings(ALL, 1, present))
        .hasSize(3)
        .allMatch(TopicFinding.FewerPartitions.class::isInstance)
        .noneMatch(TopicFinding::blocks);
  }

  @Test
  void morePartitionsThanAskedForAreFine() {
    assertThat(TopicComparison.findings(ALL, 1, present(TopicCatalogue.topics(9)))).isEmpty();
    assertThat(TopicPlan.changes(ALL, 1, present(TopicCatalogue.topics(9)), true)).isEmpty();
  }

  @Test
  void fewerPartitionsThanRequestsHaveBlock() {
    assertThat(TopicComparison.findings(ALL, 1, present(resized("raido.requests", 7))))
        .containsExactly(
            new TopicFinding.TooFewPartitions("raido.outcomes", 6, 7),
            new TopicFinding.TooFewPartitions("raido.requests-dlt", 6, 7))
        .allMatch(TopicFinding::blocks);
  }

  @Test
  void theLogMustHaveOnePartitionAndForceDoesNotHelp() {
    Map<String, PresentTopic> present = present(resized("raido.protection", 2));
    assertThat(TopicComparison.findings(ALL, 1, present))
        .containsExactly(new TopicFinding.NotOnePartition("raido.protection", 2));
    assertThat(TopicPlan.changes(ALL, 1, present, true)).isEmpty();
  }

  @Test
  void aClusterOfThreeAsksForTwoInSync() {
    assertThat(TopicCatalogue.topics(6, 3))
        .allMatch(topic -> "2".equals(topic.configs().get("min.insync.replicas")));
    assertThat(TopicCatalogue.topics(6, 2)).isEqualTo(ALL);
  }

  @ParameterizedTest
  @CsvSource({
    "retention.ms, 100, 100, true",
    "retention.ms, 101, 100, true",
    "retention.ms, -1, 100, true",
    "retention.ms, 99, 100, false",
    "segment.ms, 99, 100, true",
    "segment.ms, 101, 100, false",
    "segment.ms, -1, 100, false",
    "max.message.bytes, 2000000, 69632, true",
    "max.message.bytes, 1000, 69632, false",
    "cleanup.policy, compact, delete, false",
    "cleanup.policy, delete, delete, true",
    "message.timestamp.type, CreateTime, LogAppendTime, false",
    "retention.ms, '', 100, false"
  })
  void aTopicSettingIsJudgedByItsRule(String config, String has, String needs, boolean fits) {
    assertThat(ConfigRule.of(config).accepts(has, needs)).isEqualTo(fits);
  }

  private static List<Topic> resized(String name, int partitions) {
    return ALL.stream()
        .map(topic -> topic.name().equals(name) ? topic.withPartitions(partitions) : topic)
        .toList();
  }

  private static Topic topic(String name) {
    return ALL.stream().filter(topic -> topic.name().equals(name)).findFirst().orElseThrow();
  }

  private static Map<String, PresentTopic> present(List<Topic> topics) {
    Map<String, PresentTopic> present = new LinkedHashMap<>();
    topics.forEach(topic ->
        present.put(
            topic.name(), new PresentTopic(topic.name(), topic.partitions(), 1, topic.configs())));
    assertThat(Arrays.asList(present.keySet().toArray())).hasSize(topics.size());
    return present;
  }
}
