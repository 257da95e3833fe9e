package fm.raido.controlroom.letters;

import fm.raido.controlroom.CannotReachKafka;
import fm.raido.schemas.connection.KafkaConnection;
import fm.raido.schemas.topic.TopicAdmin;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Consumers that belong to no group and read whole partitions. */
public final class LetterConsumers {
  private static final int FETCH_BYTES = 4 << 20;

  /** Of all partitions of a broker at one time: what waits to be read is memory, too. */
  private static final int FETCHES_BYTES = 16 << 20;

  private LetterConsumers() {}

  /**
   * One of them; each question to the brokers is given up after 5 s. Where a partition was cut
   * meanwhile, its beginning is where it goes on: a table is folded from what is there.
   *
   * @param isolation {@code read_committed} or {@code read_uncommitted}
   */
  public static Consumer<byte[], byte[]> of(KafkaConnection kafka, String isolation) {
    return of(kafka, isolation, "earliest");
  }

  /** One that throws where a partition was cut meanwhile. */
  public static Consumer<byte[], byte[]> strict(KafkaConnection kafka, String isolation) {
    return of(kafka, isolation, "none");
  }

  private static Consumer<byte[], byte[]> of(
      KafkaConnection kafka, String isolation, String reset) {
    return new KafkaConsumer<>(
        kafka.client(
            Map.ofEntries(
                Map.entry("client.id", "raido-control-room"),
                Map.entry("group.protocol", "classic"),
                Map.entry("isolation.level", isolation),
                Map.entry("auto.offset.reset", reset),
                Map.entry("enable.auto.commit", "false"),
                Map.entry("enable.metrics.push", "false"),
                Map.entry("max.poll.records", 5_000),
                Map.entry("max.partition.fetch.bytes", FETCH_BYTES),
                Map.entry("fetch.max.bytes", FETCHES_BYTES),
                Map.entry("fetch.max.wait.ms", 100),
                Map.entry("request.timeout.ms", 3_000),
                Map.entry("reconnect.backoff.max.ms", 250),
                Map.entry(
                    "default.api.timeout.ms", Math.toIntExact(TopicAdmin.TIMEOUT.toMillis())))),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }

  /**
   * The partitions of a topic.
   *
   * @throws CannotReachKafka if it has none
   */
  public static List<TopicPartition> partitions(
      Consumer<byte[], byte[]> consumer, KafkaConnection kafka, String topic) {
    List<PartitionInfo> infos = consumer.partitionsFor(topic);
    if (infos == null || infos.isEmpty()) {
      throw new CannotReachKafka(kafka, "there is no topic " + topic);
    }
    return infos.stream().map(info -> new TopicPartition(topic, info.partition())).toList();
  }

  /** Closes at once. */
  public static void close(Consumer<byte[], byte[]> consumer) {
    consumer.close(CloseOptions.timeout(java.time.Duration.ZERO));
  }
}
