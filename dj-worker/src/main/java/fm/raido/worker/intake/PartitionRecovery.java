package fm.raido.worker.intake;

import fm.raido.schemas.connection.Refusals;
import fm.raido.schemas.settings.RaidoSettings.Dedup;
import fm.raido.schemas.settlement.CommitMark;
import fm.raido.schemas.topic.TopicCatalogue;
import fm.raido.worker.loop.Recovered;
import fm.raido.worker.settlement.CommittedMarks;
import fm.raido.worker.window.RecentIds;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out what is settled in a partition that was assigned: first the last commit, for which it
 * waits until no transaction is open on it any more; then the ids in the outcomes beside it, up to
 * the high watermark as it stands after that.
 */
public final class PartitionRecovery {
  private static final Logger LOG = LoggerFactory.getLogger(PartitionRecovery.class);
  private static final Refusals REFUSALS = new Refusals();
  private static final Duration TRY = Duration.ofSeconds(5);
  private static final long PAUSE_NANOS = 500_000_000L;

  private final Map<String, Object> consumerConfig;
  private final Map<String, Object> uncommittedConfig;
  private final Dedup dedup;
  private final Clock clock;

  public PartitionRecovery(Map<String, Object> consumerConfig, Dedup dedup, Clock clock) {
    this.consumerConfig = consumerConfig;
    this.uncommittedConfig = new HashMap<>(consumerConfig);
    uncommittedConfig.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_uncommitted");
    this.dedup = dedup;
    this.clock = clock;
  }

  /**
   * Recovers; blocks as long as it takes.
   *
   * @param stillOwned asked between tries; recovery ends empty when it says no
   */
  public Optional<Recovered> recover(int partition, long incarnation, BooleanSupplier stillOwned) {
    while (stillOwned.getAsBoolean()) {
      try (KafkaConsumer<byte[], byte[]> consumer = new CommittedMarks(consumerConfig).consumer()) {
        CommitMark mark = mark(consumer, partition);
        RecentIds recent = recent(consumer, partition, stillOwned);
        return Optional.of(new Recovered(partition, incarnation, mark, recent));
      } catch (InterruptException e) {
        return Optional.empty();
      } catch (RuntimeException e) {
        // Without recovery the partition stays paused for ever, so no failure is the last one.
        if (REFUSALS.isNews(e, System.nanoTime())) {
          LOG.warn(
              "{}-{} is not recovered yet: {}", TopicCatalogue.REQUESTS, partition, e.toString());
        }
        LockSupport.parkNanos(Refusals.isOne(e) ? Refusals.PAUSE.toNanos() : PAUSE_NANOS);
      }
    }
    return Optional.empty();
  }

  private static CommitMark mark(KafkaConsumer<byte[], byte[]> consumer, int partition) {
    TopicPartition requests = new TopicPartition(TopicCatalogue.REQUESTS, partition);
    CommitMark committed = CommittedMarks.read(consumer, List.of(partition), TRY).get(partition);
    long beginning = consumer.beginningOffsets(List.of(requests), TRY).getOrDefault(requests, 0L);
    if (committed == null) {
      return CommitMark.begin(beginning);
    }
    long end = consumer.endOffsets(List.of(requests), TRY).getOrDefault(requests, Long.MAX_VALUE);
    if (committed.offset() > end) {
      LOG.error(
          "{}: settled up to {} and the log ends at {}: it was made anew, reading it from its beginning",
          requests,
          committed.offset(),
          end);
      return CommitMark.begin(beginning);
    }
    if (beginning > committed.offset()) {
      LOG.error(
          "{}: records {} to {} were deleted before they were settled",
          requests,
          committed.offset(),
          beginning - 1);
      return new CommitMark(
          beginning,
          beginning,
          new java.util.BitSet(),
          committed.records(),
          committed.duplicates());
    }
    return committed;
  }

  private RecentIds recent(
      KafkaConsumer<byte[], byte[]> consumer, int partition, BooleanSupplier stillOwned) {
    TopicPartition outcomes = new TopicPartition(TopicCatalogue.OUTCOMES, partition);
    RecentIds recent = new RecentIds(dedup.ids(), dedup.window());
    long highWatermark = highWatermark(outcomes);
    long since = clock.instant().minus(dedup.window()).toEpochMilli();
    OffsetAndTimestamp first = consumer.offsetsForTimes(Map.of(outcomes, since), TRY).get(outcomes);
    if (first == null) {
      return recent;
    }
    consumer.assign(List.of(outcomes));
    // Each settlement leaves one marker among its records: three times the ids is more than enough
    // to look back.
    consumer.seek(outcomes, Math.max(first.offset(), highWatermark - 3L * dedup.ids()));
    while (consumer.position(outcomes) < highWatermark && stillOwned.getAsBoolean()) {
      for (ConsumerRecord<byte[], byte[]> outcome : consumer.poll(Duration.ofMillis(100))) {
        if (outcome.key() != null) {
          recent.add(outcome.key(), Instant.ofEpochMilli(outcome.timestamp()));
        }
      }
    }
    return recent;
  }

  /**
   * The end of what a reader may see once no transaction is open: read past it, and nothing that
   * was committed is missing.
   */
  private long highWatermark(TopicPartition partition) {
    try (KafkaConsumer<byte[], byte[]> uncommitted =
        new KafkaConsumer<>(
            uncommittedConfig, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      return uncommitted.endOffsets(List.of(partition), TRY).getOrDefault(partition, 0L);
    }
  }
}
