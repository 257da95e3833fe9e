package fm.raido.system.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.QuorumInfo;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;

/** What the brokers say of themselves. */
final class ClusterView implements AutoCloseable {
  private static final Duration ANSWER = Duration.ofSeconds(30);
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final Admin admin;
  private final List<Integer> plainPorts;
  private final Runnable requireAlive;

  /**
   * @param plainPorts one of each node
   * @param requireAlive throws where a node that should run does not
   */
  ClusterView(List<Integer> plainPorts, Runnable requireAlive) {
    this.plainPorts = List.copyOf(plainPorts);
    this.admin =
        Admin.create(
            Map.of(
                "bootstrap.servers",
                plainPorts.stream()
                    .map(port -> ClusterPorts.LOOPBACK + ":" + port)
                    .collect(Collectors.joining(",")),
                // A stopped broker takes the question and does not answer: another one is asked.
                "request.timeout.ms",
                2_000,
                "default.api.timeout.ms",
                4_000,
                "reconnect.backoff.max.ms",
                200,
                "metadata.max.age.ms",
                5_000));
    this.requireAlive = requireAlive;
  }

  int leaderOf(TopicPartition partition) {
    return await(
        "a leader of " + partition,
        ANSWER,
        () ->
            Optional.ofNullable(
                    describe(List.of(partition.topic()))
                        .get(0)
                        .partitions()
                        .get(partition.partition())
                        .leader())
                .filter(node -> !node.isEmpty())
                .map(Node::id));
  }

  int controller() {
    return await(
        "a controller", ANSWER, () -> Optional.of(quorum().leaderId()).filter(id -> id > 0));
  }

  int coordinatorOf(String group) {
    return await(
        "a coordinator of " + group,
        ANSWER,
        () -> {
          ConsumerGroupDescription description =
              admin.describeConsumerGroups(List.of(group)).all().get().get(group);
          return Optional.ofNullable(description)
              .map(found -> found.coordinator().id())
              .filter(id -> id > 0);
        });
  }

  void awaitFormed(Duration within) {
    await(
        "three brokers and a controller",
        within,
        () -> {
          requireAlive.run();
          return admin.describeCluster().nodes().get().size() == ClusterPorts.NODES
                  && quorum().leaderId() > 0
              ? Optional.of(true)
              : Optional.empty();
        });
  }

  void awaitInSync(Duration within) {
    await(
        "every partition on three nodes",
        within,
        () -> {
          requireAlive.run();
          return isInSync() ? Optional.of(true) : Optional.empty();
        });
  }

  private boolean isInSync() throws ExecutionException, InterruptedException {
    // A broker opens its ports when it has been let in. Until then the others may still speak of
    // the process before it, whose death they have not noticed yet.
    if (!plainPorts.stream().allMatch(ClusterPorts::isOpen)
        || admin.describeCluster().nodes().get().size() < ClusterPorts.NODES) {
      return false;
    }
    QuorumInfo quorum = quorum();
    boolean votersFollow =
        quorum.voters().stream().allMatch(voter -> voter.logEndOffset() >= quorum.highWatermark());
    List<String> topics =
        new ArrayList<>(admin.listTopics(new ListTopicsOptions().listInternal(true)).names().get());
    return votersFollow
        && describe(topics).stream()
            .flatMap(topic -> topic.partitions().stream())
            .allMatch(ClusterView::isWhole);
  }

  private static boolean isWhole(TopicPartitionInfo partition) {
    return partition.isr().size() == partition.replicas().size();
  }

  private QuorumInfo quorum() throws ExecutionException, InterruptedException {
    return admin.describeMetadataQuorum().quorumInfo().get();
  }

  private List<TopicDescription> describe(List<String> topics)
      throws ExecutionException, InterruptedException {
    return List.copyOf(admin.describeTopics(topics).allTopicNames().get().values());
  }

  /** Asks until there is an answer; brokers that die or change places meanwhile are no answer. */
  private static <T> T await(String what, Duration within, Callable<Optional<T>> question) {
    long end = System.nanoTime() + within.toNanos();
    while (true) {
      Throwable last = null;
      try {
        Optional<T> answer = question.call();
        if (answer.isPresent()) {
          return answer.get();
        }
      } catch (ExecutionException e) {
        last = e.getCause();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new ClusterFailed("interrupted while waiting for " + what, e);
      } catch (RuntimeException e) {
        throw e;
      } catch (Exception e) {
        last = e;
      }
      if (System.nanoTime() > end) {
        throw new ClusterFailed(
            "waited %s for %s%s".formatted(within, what, last == null ? "" : ": " + last));
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  @Override
  public void close() {
    admin.close(Duration.ZERO);
  }
}
