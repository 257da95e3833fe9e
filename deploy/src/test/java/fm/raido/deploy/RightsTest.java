package fm.raido.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import fm.raido.schemas.topic.Topic;
import fm.raido.schemas.topic.TopicCatalogue;
import fm.raido.testkit.rights.Right;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;

class RightsTest {
  static final Path FILE = Path.of("acls/acls.txt");

  private static final List<Right> TABLE = Right.table(RightsTest.FILE);
  private static final Set<String> TOPICS =
      TopicCatalogue.topics(1).stream().map(Topic::name).collect(Collectors.toSet());

  @Test
  void everyProgramHasAPrincipal() {
    assertThat(TABLE.stream().map(Right::principal).distinct())
        .containsExactly(
            "raido-producer", "raido-worker", "raido-agent", "raido-control-room", "raido-admin");
  }

  @Test
  void wordsAreKafkas() {
    for (Right right : TABLE) {
      assertThat(ResourceType.fromString(right.resource().replace('-', '_')).isUnknown()).isFalse();
      assertThat(PatternType.fromString(right.pattern().toUpperCase(Locale.ROOT)).isUnknown())
          .isFalse();
      right
          .operations()
          .forEach(name -> assertThat(operation(name).isUnknown()).as(name).isFalse());
    }
  }

  @Test
  void eachResourceHasOneLineForAPrincipal() {
    assertThat(
            TABLE.stream().map(right -> List.of(right.principal(), right.resource(), right.name())))
        .doesNotHaveDuplicates();
  }

  @Test
  void namesAreThoseOfTheCatalogue() {
    assertThat(names("topic")).isEqualTo(TOPICS);
    assertThat(names("group")).containsExactly(TopicCatalogue.WORKERS_GROUP);
    assertThat(names("transactional-id"))
        .containsExactly(TopicCatalogue.REPLAY_TRANSACTIONS, TopicCatalogue.WORKER_TRANSACTIONS);
    assertThat(names("cluster")).containsExactly("kafka-cluster");
  }

  @Test
  void onlyTransactionalIdsGoByTheirBeginnings() {
    assertThat(TABLE)
        .allSatisfy(right ->
            assertThat(right.pattern().equals("prefixed"))
                .isEqualTo(right.resource().equals("transactional-id")));
  }

  @Test
  void nobodyMayDoEverythingOrDelete() {
    assertThat(TABLE)
        .allSatisfy(right ->
            assertThat(right.operations())
                .doesNotContain("All", "Delete", "ClusterAction", "IdempotentWrite"));
  }

  /** What another operation brings is not named, but for the admin, who may be given less. */
  @Test
  void nothingIsNamedThatComesBesides() {
    for (Right right : TABLE) {
      if (!right.principal().equals("raido-admin")
          && right.operations().stream().anyMatch(Set.of("Read", "Write", "Alter")::contains)) {
        assertThat(right.operations()).as(right.toString()).doesNotContain("Describe");
      }
    }
  }

  private static Set<String> names(String resource) {
    return TABLE.stream()
        .filter(right -> right.resource().equals(resource))
        .map(Right::name)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** DescribeConfigs is DESCRIBE_CONFIGS. */
  private static AclOperation operation(String name) {
    return AclOperation.fromString(name.replaceAll("(?<=[a-z])(?=[A-Z])", "_"));
  }
}
