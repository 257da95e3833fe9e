package fm.raido.controlroom.watch;

import static java.util.Objects.requireNonNull;

import fm.raido.schemas.settlement.CommitMark;
import fm.raido.schemas.topic.TopicCatalogue;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the brokers once a second who is in the workers' group, and what it has committed; and
 * whether the readers keep up.
 */
final class GroupWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(GroupWatch.class);
  private static final Duration EVERY = Duration.ofSeconds(1);
  private static final Duration STOP = Duration.ofSeconds(3);
  private static final String GROUP = TopicCatalogue.WORKERS_GROUP;

  private final RoomModel model;
  private final ReaderCheck check;
  private final Map<String, Object> config;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread =
      Thread.ofPlatform().name("raido-room-group").daemon().unstarted(this::run);
  private boolean failing;

  GroupWatch(RoomModel model, Readers readers, ReaderCheck check) {
    this.model = model;
    this.check = check;
    this.config = readers.admin();
  }

  void start() {
    thread.start();
  }

  private void run() {
    try (Admin admin = Admin.create(config)) {
      do {
        look(admin);
      } while (!closed.await(EVERY.toNanos(), TimeUnit.NANOSECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void look(Admin admin) throws InterruptedException {
    try {
      check.look(admin);
      model.group(view(admin));
      if (failing) {
        LOG.info("Control room: Kafka answers again");
      }
      failing = false;
    } catch (ExecutionException | RuntimeException e) {
      // Whatever it is: what is shown grows old, and this thread must live to see it end.
      if (!failing && closed.getCount() > 0) {
        LOG.warn("Control room: Kafka does not tell of the workers' group: {}", e.toString());
      }
      failing = true;
      model.kafkaSilent();
    }
  }

  /** One look; waits for the brokers. */
  static GroupView view(Admin admin) throws ExecutionException, InterruptedException {
    var members = admin.describeConsumerGroups(List.of(GROUP)).describedGroups();
    var committed = admin.listConsumerGroupOffsets(GROUP).partitionsToOffsetAndMetadata();
    TopicDescription topic =
        requireNonNull(
            admin
                .describeTopics(List.of(TopicCatalogue.REQUESTS))
                .allTopicNames()
                .get()
                .get(TopicCatalogue.REQUESTS),
            TopicCatalogue.REQUESTS);
    Set<TopicPartition> partitions =
        topic.partitions().stream()
            .map(info -> new TopicPartition(topic.name(), info.partition()))
            .collect(Collectors.toSet());
    var begins = admin.listOffsets(all(partitions, OffsetSpec.earliest())).all();
    var ends = admin.listOffsets(all(partitions, OffsetSpec.latest())).all();
    Map<Integer, MemberDescription> owners = new HashMap<>();
    Set<String> names = new HashSet<>();
    for (MemberDescription member : members(members.get(GROUP))) {
      names.add(member.clientId());
      for (TopicPartition owned : member.assignment().topicPartitions()) {
        if (owned.topic().equals(TopicCatalogue.REQUESTS)) {
          owners.put(owned.partition(), member);
        }
      }
    }
    Map<TopicPartition, OffsetAndMetadata> marks = committed.get();
    Map<Integer, GroupView.Partition> seen = new HashMap<>();
    for (TopicPartition partition : partitions) {
      MemberDescription owner = owners.get(partition.partition());
      OffsetAndMetadata mark = marks.get(partition);
      seen.put(
          partition.partition(),
          new GroupView.Partition(
              owner == null ? null : owner.clientId(),
              owner == null ? null : owner.consumerId(),
              mark == null ? null : CommitMark.parse(mark.offset(), mark.metadata()),
              offset(begins.get().get(partition)),
              offset(ends.get().get(partition))));
    }
    return new GroupView(topic.topicId(), names, seen);
  }

  private static Map<TopicPartition, OffsetSpec> all(
      Set<TopicPartition> partitions, OffsetSpec spec) {
    return partitions.stream().collect(Collectors.toMap(Function.identity(), _ -> spec));
  }

  private static long offset(@Nullable ListOffsetsResultInfo info) {
    return info == null ? 0 : info.offset();
  }

  /** A group that nobody has ever joined has no members. */
  private static List<MemberDescription> members(
      @Nullable KafkaFuture<ConsumerGroupDescription> group)
      throws ExecutionException, InterruptedException {
    try {
      return group == null ? List.of() : List.copyOf(group.get().members());
    } catch (ExecutionException e) {
      if (e.getCause() instanceof GroupIdNotFoundException) {
        return List.of();
      }
      throw e;
    }
  }

  @Override
  public void close() {
    closed.countDown();
    try {
      thread.join(STOP);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
