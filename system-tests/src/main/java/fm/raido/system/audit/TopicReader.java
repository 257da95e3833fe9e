package fm.raido.system.audit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads whole topics as somebody sees them who sees only what is committed. */
final class TopicReader {
  private static final Duration POLL = Duration.ofMillis(100);

  /** For one topic; a broker that restarts meanwhile takes seconds. */
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final String bootstrapServers;

  TopicReader(String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
  }

  /**
   * All committed records that are in the topic now, each partition in its order, one partition
   * after the other.
   *
   * @throws AuditFailed if they cannot be read within three minutes
   */
  List<ConsumerRecord<byte[], byte[]>> read(String topic) {
    List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      long patience = System.nanoTime() + PATIENCE.toNanos();
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
        if (System.nanoTime() > patience) {
          throw new AuditFailed(topic + " cannot be read to its end within " + PATIENCE);
        }
        consumer.poll(POLL).forEach(all::add);
      }
    }
    all.sort(
        Comparator.<ConsumerRecord<byte[], byte[]>>comparingInt(ConsumerRecord::partition)
            .thenComparingLong(ConsumerRecord::offset));
    return all;
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    return new KafkaConsumer<>(
        Map.of(
            "bootstrap.servers", bootstrapServers,
            "isolation.level", "read_committed",
            "exclude.internal.topics", "false",
            "auto.offset.reset", "none"),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }
}
