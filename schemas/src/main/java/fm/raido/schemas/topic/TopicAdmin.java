package fm.raido.schemas.topic;

import fm.raido.schemas.connection.KafkaConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * Checks and creates the topics of a cluster. Each question to Kafka is answered, or given up, in 5
 * s. Safe for use by any thread.
 */
public final class TopicAdmin implements AutoCloseable {
  /** How long an operator waits for an answer before being told that there is none. */
  public static final Duration TIMEOUT = Duration.ofSeconds(5);

  private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

  private final Admin admin;
  private final AdminCalls calls;
  private final ClusterView cluster;
  private final RightsView rights;

  private TopicAdmin(Admin admin, AdminCalls calls, String bootstrap) {
    this.admin = admin;
    this.calls = calls;
    this.cluster = new ClusterView(admin, calls);
    this.rights = new RightsView(admin, calls, bootstrap);
  }

  /**
   * Connects; that a broker is not there is told by the first call.
   *
   * @param kafka where the brokers are, and who asks
   * @throws TopicsNotReady if no address of them can be one
   */
  public static TopicAdmin connect(KafkaConnection kafka) {
    return connect(kafka, TIMEOUT);
  }

  /** Connects with another time-out. */
  public static TopicAdmin connect(KafkaConnection kafka, Duration timeout) {
    int millis = Math.toIntExact(timeout.toMillis());
    Map<String, Object> config =
        kafka.client(
            Map.of(
                "client.id",
                "raido-topics",
                "default.api.timeout.ms",
                millis,
                "request.timeout.ms",
                millis,
                "reconnect.backoff.max.ms",
                250,
                "enable.metrics.push",
                false));
    try {
      return new TopicAdmin(
          Admin.create(config),
          new AdminCalls(kafka.bootstrapServers(), timeout),
          kafka.bootstrapServers());
    } catch (KafkaException e) {
      throw new TopicsNotReady(
          List.of(
              new TopicFinding.Unreachable(kafka.bootstrapServers(), AdminCalls.rootMessage(e))));
    }
  }

  /**
   * Returns when the cluster has those topics as the catalogue wants them; every program calls it
   * at its start.
   *
   * @throws TopicsNotReady with everything that is missing or wrong, or that Kafka is not there
   */
  public static void requireTopics(KafkaConnection kafka, Set<String> names) {
    requireTopics(kafka, names, admin -> List.of());
  }

  /**
   * The same, and that one may do there what one must, where the brokers are told who one is.
   *
   * @throws TopicsNotReady with every right on a topic that is missing, too
   */
  public static void requireTopics(KafkaConnection kafka, OwnRights needed) {
    requireTopics(
        kafka,
        needed.topics().keySet(),
        admin -> kafka.isSecured() ? admin.rights.missing(needed) : List.of());
  }

  private static void requireTopics(
      KafkaConnection kafka,
      Set<String> names,
      Function<TopicAdmin, List<TopicFinding>> whatElseIsWrong) {
    // However many partitions there are will do, so long as they fit together.
    List<Topic> needed =
        TopicCatalogue.topics(1).stream().filter(topic -> names.contains(topic.name())).toList();
    if (needed.size() != names.size()) {
      throw new IllegalArgumentException("not all of the catalogue: " + names);
    }
    try (TopicAdmin admin = connect(kafka)) {
      List<TopicFinding> blocking =
          admin.check(needed, 1).stream().filter(TopicFinding::blocks).toList();
      if (!blocking.isEmpty()) {
        throw new TopicsNotReady(blocking);
      }
      List<TopicFinding> refused = whatElseIsWrong.apply(admin);
      if (!refused.isEmpty()) {
        throw new TopicsNotReady(refused);
      }
    }
  }

  /**
   * Compares the cluster with the catalogue.
   *
   * @param needed the topics that matter
   * @param replication replicas that the settings ask for
   * @return every difference; an {@link TopicFinding.Unreachable} where Kafka does not answer
   */
  public List<TopicFinding> check(Collection<Topic> needed, int replication) {
    try {
      return TopicComparison.findings(needed, replication, present(needed));
    } catch (TopicsNotReady e) {
      return e.findings();
    }
  }

  /**
   * Creates what is missing, requests last, and returns when it can be seen. With force it also
   * adds partitions and sets topic settings that are wrong. It never deletes anything.
   *
   * @return what was changed, in order
   * @throws TopicsNotReady if Kafka does not answer or refuses; what was done until then stays
   */
  public List<TopicChange> apply(Collection<Topic> wanted, int replication, boolean force) {
    List<TopicChange> done = new ArrayList<>();
    for (TopicChange change : TopicPlan.changes(wanted, replication, present(wanted), force)) {
      if (carryOut(change)) {
        done.add(change);
      }
    }
    awaitVisible(wanted.stream().map(Topic::name).toList());
    return done;
  }

  /** Closes at once. */
  @Override
  public void close() {
    admin.close(Duration.ZERO);
  }

  private Map<String, PresentTopic> present(Collection<Topic> topics) {
    Set<String> names = new HashSet<>();
    topics.forEach(topic -> names.add(topic.name()));
    // Outcomes and letters are measured by requests.
    names.add(TopicCatalogue.REQUESTS);
    return cluster.topics(names);
  }

  /** Whether it was this call that changed it: two may apply at once. */
  private boolean carryOut(TopicChange change) {
    return switch (change) {
      case TopicChange.Created(Topic topic, int replication) -> {
        NewTopic created =
            new NewTopic(topic.name(), topic.partitions(), (short) replication)
                .configs(topic.configs());
        yield calls.done(admin.createTopics(List.of(created)).all(), TopicExistsException.class);
      }
      case TopicChange.PartitionsRaised(String topic, int _, int to) -> {
        calls.answer(
            admin
                .createPartitions(Map.of(topic, NewPartitions.increaseTo(to)))
                .all()
                .thenApply(nothing -> true));
        yield true;
      }
      case TopicChange.ConfigSet(String topic, String config, String _, String to) -> {
        AlterConfigOp set =
            new AlterConfigOp(new ConfigEntry(config, to), AlterConfigOp.OpType.SET);
        calls.answer(
            admin
                .incrementalAlterConfigs(Map.of(ClusterView.resource(topic), List.of(set)))
                .all()
                .thenApply(nothing -> true));
        yield true;
      }
    };
  }

  /** The controller knows a created topic first, the other brokers a moment later. */
  private void awaitVisible(Collection<String> names) {
    long start = System.nanoTime();
    while (!cluster.hasAll(names)) {
      if (System.nanoTime() - start > calls.timeout().toNanos()) {
        throw calls.noAnswer("created topics do not show up");
      }
      LockSupport.parkNanos(LOOK_AGAIN.toNanos());
    }
  }
}
