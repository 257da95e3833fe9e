package fm.raido.system.comeback;

import fm.raido.schemas.topic.TopicCatalogue;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What is committed to outcomes and to the protection log from now on. */
final class TopicEnds implements AutoCloseable {
  private final KafkaConsumer<byte[], byte[]> consumer;

  private TopicEnds(KafkaConsumer<byte[], byte[]> consumer) {
    this.consumer = consumer;
  }

  static TopicEnds of(String bootstrapServers) {
    KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers", bootstrapServers,
                "client.id", "comeback-reader",
                "group.protocol", "classic",
                "isolation.level", "read_committed",
                "auto.offset.reset", "none",
                "enable.auto.commit", false),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> all =
        Stream.of(TopicCatalogue.OUTCOMES, TopicCatalogue.PROTECTION)
            .flatMap(topic -> consumer.partitionsFor(topic).stream())
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(all);
    consumer.endOffsets(all).forEach(consumer::seek);
    return new TopicEnds(consumer);
  }

  /** Waits for at most 50 ms. */
  Iterable<ConsumerRecord<byte[], byte[]>> next() {
    return consumer.poll(Duration.ofMillis(50));
  }

  @Override
  public void close() {
    consumer.close();
  }
}
