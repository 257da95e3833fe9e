package fm.raido.station.show;

import fm.raido.schemas.connection.KafkaConnection;
import fm.raido.schemas.settlement.CommitMark;
import fm.raido.schemas.topic.TopicCatalogue;
import fm.raido.worker.Worker;
import fm.raido.worker.intake.RequestContainer;
import fm.raido.worker.settlement.CommittedMarks;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * What is left in Kafka: requests that no commit of the workers' group has settled. For one thread.
 */
public final class Backlog implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final List<TopicPartition> partitions;

  public Backlog(KafkaConnection kafka) {
    consumer =
        new CommittedMarks(
                RequestContainer.consumerConfig(
                    Worker.connection(kafka), Worker.GROUP, "raido-station-backlog"))
            .consumer();
    partitions =
        consumer.partitionsFor(TopicCatalogue.REQUESTS).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
  }

  /** Whether every request is settled; no where the brokers do not say. */
  public boolean isEmpty() {
    try {
      Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(partitions, PATIENCE);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, PATIENCE);
      Map<Integer, CommitMark> marks =
          CommittedMarks.read(
              consumer, partitions.stream().map(TopicPartition::partition).toList(), PATIENCE);
      return partitions.stream()
          .allMatch(partition ->
              isSettled(
                  marks.get(partition.partition()),
                  beginnings.getOrDefault(partition, 0L),
                  ends.getOrDefault(partition, Long.MAX_VALUE)));
    } catch (TimeoutException e) {
      return false;
    }
  }

  /** The offset may lag behind what the mark says is settled above it. */
  private static boolean isSettled(@Nullable CommitMark mark, long beginning, long end) {
    if (mark == null) {
      return beginning >= end;
    }
    return mark.offset() >= end || (mark.end() >= end && mark.open().isEmpty());
  }

  @Override
  public void close() {
    consumer.close();
  }
}
