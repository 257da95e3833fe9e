package fm.raido.producer.history;

import fm.raido.schemas.connection.KafkaConnection;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;

/** Makes the consumers that {@link HistoryReader} reads with. */
public final class HistoryConsumers {
  private HistoryConsumers() {}

  /** Consumers of committed records, without a group. */
  public static Supplier<Consumer<byte[], byte[]>> of(KafkaConnection kafka) {
    return of(kafka, "", new ConsumerFactory.Listener<>() {});
  }

  /**
   * The same, watched.
   *
   * @param clientId how a consumer is called in its meters; empty: as Kafka has it
   * @param listener told of each that is made or closed
   */
  public static Supplier<Consumer<byte[], byte[]>> of(
      KafkaConnection kafka, String clientId, ConsumerFactory.Listener<byte[], byte[]> listener) {
    DefaultKafkaConsumerFactory<byte[], byte[]> factory =
        new DefaultKafkaConsumerFactory<>(
            kafka.client(
                Map.of(
                    ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
                    ByteArrayDeserializer.class,
                    ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
                    ByteArrayDeserializer.class,
                    ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                    "read_committed",
                    ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                    false,
                    // Retention may delete what was about to be read; then what is left will do.
                    ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                    "earliest",
                    ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                    false,
                    ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                    5_000,
                    ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                    4_000,
                    ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                    2_000)));
    factory.updateConfigs(Map.of(ConsumerConfig.CLIENT_ID_CONFIG, clientId));
    factory.addListener(listener);
    return factory::createConsumer;
  }
}
