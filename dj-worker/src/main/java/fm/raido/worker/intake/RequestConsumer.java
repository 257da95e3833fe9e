package fm.raido.worker.intake;

import fm.raido.schemas.settings.RaidoSettings.GroupProtocol;
import fm.raido.schemas.topic.TopicCatalogue;
import fm.raido.worker.intake.Flow.Pause;
import fm.raido.worker.meters.KafkaMeters;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.NoOffsetForPartitionException;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The consumer of requests. Around every poll of the listener container, on its thread, it does
 * what only that thread may: it seeks recovered partitions, brings the set of paused partitions to
 * where {@link Flow} wants it, and publishes who owns what.
 *
 * <p>Pauses are a level that is set before each poll, not commands between threads: such commands
 * got lost or stuck over rebalances (spring-kafka issues 813, 2222, 2525, 2738), and newly assigned
 * partitions start unpaused.
 */
final class RequestConsumer extends KafkaConsumer<byte[], byte[]> {
  private static final Logger LOG = LoggerFactory.getLogger(RequestConsumer.class);

  /**
   * While the gate is closed, once a second a poll looks at what has come, so that no deadline
   * passes unseen. Where such a poll comes back full, more waits behind it: those partitions are
   * looked at until they have been seen to their end, so that a stale backlog goes at Kafka's speed
   * though the gate is closed.
   */
  private static final long GLANCE_NANOS = 1_000_000_000L;

  private final Flow flow;
  private final Assignments assignments;
  private final IntakeEvents events;
  private final KafkaMeters meters;
  private final boolean looksAhead;
  private long lastGlance = System.nanoTime();
  private final Set<Integer> moreToSee = new HashSet<>();
  private final Map<Integer, ReadTo> told = new HashMap<>();

  /** How far a partition is read in one assignment. */
  private record ReadTo(long incarnation, long next) {}

  RequestConsumer(
      Map<String, Object> config,
      Flow flow,
      Assignments assignments,
      IntakeEvents events,
      KafkaMeters meters) {
    super(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    this.flow = flow;
    this.assignments = assignments;
    this.events = events;
    this.meters = meters;
    this.looksAhead = looksAhead(config);
    meters.opened(this);
  }

  /**
   * Whether a position is looked for, on the client's own thread, before the assignment callback
   * has set one: under the consumer protocol (seen with client 4.2.2). The callback comes with the
   * next poll; thrown on, it would stop the container.
   */
  static boolean looksAhead(Map<String, Object> config) {
    return GroupProtocol.CONSUMER
        .name()
        .equalsIgnoreCase(String.valueOf(config.get(ConsumerConfig.GROUP_PROTOCOL_CONFIG)));
  }

  /** Nothing this time, or that very failure: where no client looks ahead, it is a bug of ours. */
  static ConsumerRecords<byte[], byte[]> withoutPosition(
      NoOffsetForPartitionException e, boolean looksAhead) {
    if (!looksAhead) {
      throw e;
    }
    LOG.info("{} have no position yet: their assignment comes with the next poll", e.partitions());
    return ConsumerRecords.empty();
  }

  @Override
  public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
    assignments.seeks().forEach(this::seekTo);
    List<TopicPartition> resumed = pauseAndResume();
    try {
      ConsumerRecords<byte[], byte[]> records = super.poll(timeout);
      if (records.count() >= Flow.POLL_RECORDS) {
        records.partitions().forEach(partition -> moreToSee.add(partition.partition()));
      } else {
        resumed.forEach(partition -> moreToSee.remove(partition.partition()));
      }
      return records;
    } catch (OffsetOutOfRangeException e) {
      e.offsetOutOfRangePartitions()
          .forEach((partition, offset) ->
              LOG.error(
                  "{}: there is no offset {} any more: records were deleted, or the log was made anew; finding out what is settled",
                  partition,
                  offset));
      assignments.beginAnew(this, e.offsetOutOfRangePartitions().keySet());
      return ConsumerRecords.empty();
    } catch (NoOffsetForPartitionException e) {
      return withoutPosition(e, looksAhead);
    } finally {
      assignments.publish(this);
    }
  }

  @Override
  public void close() {
    meters.closed(this);
    super.close();
  }

  @Override
  public void close(CloseOptions options) {
    meters.closed(this);
    super.close(options);
  }

  private void seekTo(int partition, long offset) {
    TopicPartition topicPartition = new TopicPartition(TopicCatalogue.REQUESTS, partition);
    if (assignment().contains(topicPartition)) {
      whereAssigned(topicPartition, this::assignment, () -> seek(topicPartition, offset));
    }
  }

  /** Brings the set of paused partitions to where it should be; those that are not paused now. */
  private List<TopicPartition> pauseAndResume() {
    long now = System.nanoTime();
    boolean glance = now - lastGlance >= GLANCE_NANOS;
    if (glance) {
      lastGlance = now;
    }
    List<TopicPartition> running = new ArrayList<>();
    Set<TopicPartition> paused = paused();
    for (TopicPartition partition : assignment()) {
      boolean look = glance || moreToSee.contains(partition.partition());
      boolean run = flow.pause(partition.partition(), look) == Pause.NONE;
      if (run) {
        running.add(partition);
      }
      if (run == paused.contains(partition)) {
        List<TopicPartition> one = List.of(partition);
        whereAssigned(
            partition,
            this::assignment,
            () -> {
              if (run) {
                resume(one);
              } else {
                pause(one);
              }
            });
      }
    }
    if (glance) {
      running.forEach(
          partition -> whereAssigned(partition, this::assignment, () -> tellReadTo(partition)));
    }
    return running;
  }

  /**
   * Tells how far a partition is read, past the ends of transactions that no record tells of. All
   * that lies below its position was handed on: the container does that between two polls, and
   * drops what was polled only where it is stopped and polls no more.
   */
  private void tellReadTo(TopicPartition partition) {
    try {
      ReadTo now =
          new ReadTo(
              assignments.incarnation(partition.partition()), position(partition, Duration.ZERO));
      if (!now.equals(told.put(partition.partition(), now))) {
        events.passed(partition.partition(), now.incarnation(), now.next());
      }
    } catch (KafkaException e) {
      LOG.debug("the position of {} is not known now: {}", partition, e.toString());
    }
  }

  /**
   * Does that to a partition that was assigned a moment ago. Under the consumer protocol the
   * client's own thread takes a partition away between two statements, after its revocation was
   * agreed to (seen with client 4.2.2): then there is nothing left to do. Thrown on, this would
   * stop the container, and all other partitions with it.
   */
  static void whereAssigned(
      TopicPartition partition, Supplier<Set<TopicPartition>> assignment, Runnable what) {
    try {
      what.run();
    } catch (IllegalStateException e) {
      if (assignment.get().contains(partition)) {
        throw e;
      }
      LOG.info("{} has left meanwhile", partition);
    }
  }
}
