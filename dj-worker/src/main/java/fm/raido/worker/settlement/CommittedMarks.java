package fm.raido.worker.settlement;

import fm.raido.schemas.settlement.CommitMark;
import fm.raido.schemas.topic.TopicCatalogue;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads what the group has committed. A consumer is asked, not the admin client: it waits for
 * transactions that are still open, and tells "nothing committed" from "not known yet".
 */
public final class CommittedMarks {
  private final Map<String, Object> consumerConfig;

  /**
   * @param consumerConfig settings of the group's consumers; the one made here joins nothing
   */
  public CommittedMarks(Map<String, Object> consumerConfig) {
    this.consumerConfig = consumerConfig;
  }

  /** A consumer that belongs to the group by name only. */
  public KafkaConsumer<byte[], byte[]> consumer() {
    return new KafkaConsumer<>(
        consumerConfig, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /**
   * The marks of the given partitions; one without a commit is missing.
   *
   * @throws org.apache.kafka.common.errors.TimeoutException if a transaction stayed open or no
   *     broker answered in time
   */
  public Map<Integer, CommitMark> read(Collection<Integer> partitions, Duration timeout) {
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      return read(consumer, partitions, timeout);
    }
  }

  /** The same, with a consumer that is there already. */
  public static Map<Integer, CommitMark> read(
      KafkaConsumer<byte[], byte[]> consumer, Collection<Integer> partitions, Duration timeout) {
    Map<Integer, CommitMark> marks = new TreeMap<>();
    consumer
        .committed(
            partitions.stream()
                .map(partition -> new TopicPartition(TopicCatalogue.REQUESTS, partition))
                .collect(Collectors.toSet()),
            timeout)
        .forEach((partition, committed) ->
            mark(committed).ifPresent(mark -> marks.put(partition.partition(), mark)));
    return marks;
  }

  private static Optional<CommitMark> mark(
      @org.jspecify.annotations.Nullable OffsetAndMetadata committed) {
    return Optional.ofNullable(committed).map(c -> CommitMark.parse(c.offset(), c.metadata()));
  }
}
