package fm.raido.agent.rehearse;

import fm.raido.schemas.connection.KafkaConnection;
import fm.raido.schemas.protection.ProtectionRecord;
import fm.raido.schemas.topic.TopicAdmin;
import fm.raido.schemas.topic.TopicCatalogue;
import fm.raido.schemas.wire.RaidoRecords;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The protection log, read to its end and on, and written to. For one thread. */
final class RehearsalLog implements AutoCloseable {
  private static final TopicPartition LOG = new TopicPartition(TopicCatalogue.PROTECTION, 0);
  private static final Duration PATIENCE = TopicAdmin.TIMEOUT;

  private final KafkaConnection kafka;
  private final String host;
  private final Clock clock;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final KafkaProducer<byte[], byte[]> producer;

  private Instant base;
  private long baseNanos = System.nanoTime();

  /**
   * Connects.
   *
   * @throws fm.raido.schemas.topic.TopicsNotReady if the brokers or the log are not there
   */
  RehearsalLog(KafkaConnection kafka, String host, Clock clock) {
    TopicAdmin.requireTopics(kafka, Set.of(TopicCatalogue.PROTECTION));
    this.kafka = kafka;
    this.host = host;
    this.clock = clock;
    base = clock.instant();
    consumer =
        new KafkaConsumer<>(
            kafka.client(
                Map.of(
                    "client.id", "rehearsal-" + host,
                    "group.protocol", "classic",
                    "auto.offset.reset", "none",
                    "enable.auto.commit", "false",
                    "enable.metrics.push", "false",
                    "default.api.timeout.ms", (int) PATIENCE.toMillis())),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    producer =
        new KafkaProducer<>(
            kafka.client(
                Map.of(
                    "client.id",
                    "rehearsal-" + host,
                    "acks",
                    "all",
                    // Only a flush sends: what is said together lies in one batch, which a broker
                    // takes
                    // whole or not at all.
                    "linger.ms",
                    3_000,
                    "max.block.ms",
                    (int) PATIENCE.toMillis(),
                    "request.timeout.ms",
                    2_000,
                    "delivery.timeout.ms",
                    (int) PATIENCE.toMillis() + 3_000,
                    "enable.metrics.push",
                    false)),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  /** Reads all that is there. */
  void catchUp(LogSeen seen) {
    try {
      consumer.assign(List.of(LOG));
      consumer.seekToBeginning(List.of(LOG));
      long end = consumer.endOffsets(List.of(LOG), PATIENCE).getOrDefault(LOG, 0L);
      long heard = System.nanoTime();
      while (consumer.position(LOG, PATIENCE) < end) {
        if (poll(seen, Duration.ofMillis(200)) > 0) {
          heard = System.nanoTime();
        } else if (System.nanoTime() - heard > PATIENCE.toNanos()) {
          throw silent();
        }
      }
    } catch (KafkaException e) {
      throw new CannotRehearse(
          "the protection log at %s cannot be read: %s".formatted(kafka, e.getMessage()));
    }
    // What was read is old: until a fresh record comes, this machine's clock is the best guess.
    base = later(seen.fold().time(), clock.instant());
    baseNanos = System.nanoTime();
  }

  /** Reads what has come; the answer is how much that was. */
  int poll(LogSeen seen, Duration wait) {
    var records = consumer.poll(wait);
    records.forEach(read -> {
      Instant at = Instant.ofEpochMilli(read.timestamp());
      seen.apply(RaidoRecords.readProtection(read.value()), at);
      base = at;
      baseNanos = System.nanoTime();
    });
    return records.count();
  }

  /** Log time: the last record's, and what has passed since. */
  Instant now() {
    return base.plusNanos(System.nanoTime() - baseNanos);
  }

  /**
   * Appends these in one batch and returns when all replicas have it.
   *
   * @throws CannotRehearse if it is not known whether they have
   */
  void append(List<ProtectionRecord> records) {
    if (records.isEmpty()) {
      return;
    }
    try {
      List<Future<RecordMetadata>> sent = new ArrayList<>();
      for (ProtectionRecord record : records) {
        sent.add(
            producer.send(RaidoRecords.protection(record, "/rehearsal/" + host, clock.instant())));
      }
      producer.flush();
      for (Future<RecordMetadata> one : sent) {
        var _ = one.get(PATIENCE.toMillis() * 2, TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw silent();
    } catch (KafkaException | ExecutionException | TimeoutException e) {
      throw silent();
    }
  }

  @Override
  public void close() {
    producer.close(Duration.ofMillis(200));
    consumer.close(CloseOptions.timeout(Duration.ofMillis(200)));
  }

  private CannotRehearse silent() {
    return new CannotRehearse("the brokers at %s do not answer".formatted(kafka));
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }
}
