package fm.raido.producer.history;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import fm.raido.schemas.announcement.AnnouncementRequest;
import fm.raido.schemas.announcement.Outcome;
import fm.raido.schemas.announcement.RequestReader;
import fm.raido.schemas.announcement.RequestReading;
import fm.raido.schemas.connection.Refusals;
import fm.raido.schemas.topic.TopicCatalogue;
import fm.raido.schemas.wire.RaidoRecords;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads requests and outcomes into the memory, from a while ago to the end and then on and on, on a
 * thread of its own. It has no group and commits nothing. Partitions that are added are found
 * within a minute. When Kafka goes away it waits for it.
 */
public final class HistoryReader implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HistoryReader.class);
  private static final List<String> TOPICS =
      List.of(TopicCatalogue.REQUESTS, TopicCatalogue.OUTCOMES);

  /** Records read back of each topic at most; more would only push each other out of the memory. */
  private static final long LOOK_BACK_RECORDS = 200_000;

  /** Short, for clients 4.2.2 may hold records back for as long as a poll lasts. */
  private static final Duration POLL = Duration.ofMillis(100);

  private static final Duration NEW_PARTITIONS_EVERY = Duration.ofMinutes(1);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(2);

  private final Supplier<Consumer<byte[], byte[]>> consumers;
  private final AnnouncementMemory memory;
  private final RequestSeen seen;
  private final Duration lookBack;
  private final Clock clock;
  private final CountDownLatch caughtUp = new CountDownLatch(1);
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Refusals refusals = new Refusals();
  private final Thread thread = new Thread(this::run, "raido-history");
  private volatile boolean closing;

  /**
   * A reader; {@link #start} sets it going.
   *
   * @param consumers makes a consumer that reads committed records and belongs to no group
   * @param lookBack where to begin, before now
   */
  public HistoryReader(
      Supplier<Consumer<byte[], byte[]>> consumers,
      AnnouncementMemory memory,
      RequestSeen seen,
      Duration lookBack,
      Clock clock) {
    this.consumers = consumers;
    this.memory = memory;
    this.seen = seen;
    this.lookBack = lookBack;
    this.clock = clock;
    thread.setDaemon(true);
  }

  public void start() {
    thread.start();
  }

  /** Whether everything that was there at the start has been read. Once true it stays so. */
  public boolean hasCaughtUp() {
    return caughtUp.getCount() == 0;
  }

  /**
   * Waits until it has caught up.
   *
   * @return whether it has
   */
  public boolean awaitCaughtUp(Duration atMost) throws InterruptedException {
    return caughtUp.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
  }

  @Override
  public void close() {
    closing = true;
    closed.countDown();
    try {
      thread.join(Duration.ofSeconds(5));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    while (!closing) {
      try (Consumer<byte[], byte[]> consumer = consumers.get()) {
        read(consumer);
      } catch (KafkaException e) {
        if (refusals.isNews(e, System.nanoTime())) {
          LOG.warn("History: reading is interrupted, tried again: {}", e.toString());
        }
        pause(Refusals.isOne(e) ? Refusals.PAUSE : AFTER_FAILURE);
      } catch (RuntimeException e) {
        LOG.error("History: a fault of this program, reading starts again", e);
        pause(AFTER_FAILURE);
      }
    }
  }

  private void pause(Duration time) {
    try {
      closed.await(time.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      closing = true;
    }
  }

  private void read(Consumer<byte[], byte[]> consumer) {
    Map<TopicPartition, Long> ends = new HashMap<>(assignNew(consumer));
    Instant lookAgain = clock.instant().plus(NEW_PARTITIONS_EVERY);
    while (!closing) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        remember(record);
      }
      if (!hasCaughtUp()) {
        ends.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
        if (ends.isEmpty()) {
          caughtUp.countDown();
          LOG.info("History: {} announcements of the last {} are known", memory.size(), lookBack);
        }
      }
      if (clock.instant().isAfter(lookAgain)) {
        assignNew(consumer);
        lookAgain = clock.instant().plus(NEW_PARTITIONS_EVERY);
      }
    }
  }

  /** Assigns all partitions, seeks in those that are new, and returns where the new ones end. */
  private Map<TopicPartition, Long> assignNew(Consumer<byte[], byte[]> consumer) {
    Set<TopicPartition> all = new HashSet<>();
    for (String topic : TOPICS) {
      for (PartitionInfo partition : consumer.partitionsFor(topic)) {
        all.add(new TopicPartition(topic, partition.partition()));
      }
    }
    List<TopicPartition> added = new ArrayList<>(all);
    added.removeAll(consumer.assignment());
    if (added.isEmpty()) {
      return Map.of();
    }
    consumer.assign(all);
    Map<TopicPartition, Long> ends = consumer.endOffsets(added);
    Map<TopicPartition, Long> begins = consumer.beginningOffsets(added);
    long since = clock.instant().minus(lookBack).toEpochMilli();
    Map<TopicPartition, Long> times = new HashMap<>();
    added.forEach(partition -> times.put(partition, since));
    Map<TopicPartition, OffsetAndTimestamp> starts = consumer.offsetsForTimes(times);
    long perPartition = LOOK_BACK_RECORDS * TOPICS.size() / all.size();
    for (TopicPartition partition : added) {
      long end = requireNonNull(ends.get(partition));
      OffsetAndTimestamp start = starts.get(partition);
      long from = start == null ? end : start.offset();
      long least = Math.max(requireNonNull(begins.get(partition)), end - perPartition);
      consumer.seek(partition, Math.max(from, least));
    }
    return ends;
  }

  private void remember(ConsumerRecord<byte[], byte[]> record) {
    Instant at = Instant.ofEpochMilli(record.timestamp());
    if (record.topic().equals(TopicCatalogue.REQUESTS)) {
      if (RequestReader.read(record.value())
          instanceof RequestReading.Valid(AnnouncementRequest request)) {
        seen.seen(request, at);
      }
    } else {
      RaidoRecords.readOutcome(record.value()).ifPresent(outcome -> remember(outcome, record, at));
    }
  }

  private void remember(Outcome outcome, ConsumerRecord<byte[], byte[]> record, Instant at) {
    memory.settled(
        outcome.id(), outcome.station(), outcome.pass(), new String(record.value(), UTF_8), at);
  }
}
