package fm.raido.benchmarks;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Sees a topic as a {@code read_committed} reader does, on a thread of its own. */
final class CommittedReader implements AutoCloseable {
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Clock clock;
  private final Listener listener;
  private final Thread thread;
  private volatile boolean closing;

  /** Told of each record on the reader's thread. */
  interface Listener {
    void seen(Seen record);
  }

  /**
   * A record that was seen.
   *
   * @param appendedAt the broker's append time
   * @param seenAt when the poll that held it returned
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Seen(String key, byte[] value, Instant appendedAt, Instant seenAt) {}

  /** Starts behind the last record that is there now. */
  CommittedReader(String bootstrapServers, String topic, Clock clock, Listener listener) {
    this.clock = clock;
    this.listener = listener;
    this.consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "client.id",
                "bench-reader-" + topic,
                "group.protocol",
                "classic",
                "isolation.level",
                "read_committed",
                "auto.offset.reset",
                "none",
                "enable.auto.commit",
                false,
                "max.poll.records",
                5_000),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(topic, info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.endOffsets(partitions).forEach(consumer::seek);
    this.thread = Thread.ofPlatform().name("bench-reader").daemon().start(this::run);
  }

  private void run() {
    try (consumer) {
      while (!closing) {
        ConsumerRecords<byte[], byte[]> records = consumer.poll(Duration.ofMillis(100));
        Instant now = clock.instant();
        for (ConsumerRecord<byte[], byte[]> record : records) {
          listener.seen(
              new Seen(
                  new String(record.key(), StandardCharsets.UTF_8),
                  record.value(),
                  Instant.ofEpochMilli(record.timestamp()),
                  now));
        }
      }
    } catch (WakeupException | InterruptException e) {
      // It is being closed.
    }
  }

  @Override
  public void close() {
    closing = true;
    consumer.wakeup();
    try {
      thread.join(Duration.ofSeconds(3));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
