package fm.raido.producer.publish;

import fm.raido.schemas.announcement.RequestLimits;
import fm.raido.schemas.connection.KafkaConnection;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.core.ProducerFactory;
import org.springframework.kafka.support.ProducerListener;

/** The Kafka client settings behind a 202: acknowledged by all replicas in sync, once, in time. */
public final class PublisherSettings {
  /** How long a caller waits for the brokers; an answer must come within 5 s. */
  public static final Duration ANSWER_WITHIN = Duration.ofMillis(4_500);

  /** The search for metadata or buffer room. After it, a record certainly was not sent. */
  private static final int MAX_BLOCK_MILLIS = 2_000;

  /** Under {@link #ANSWER_WITHIN}, so that nothing is sent long after the caller was answered. */
  private static final int DELIVERY_TIMEOUT_MILLIS = 4_000;

  /** Leaves room for a second try within the delivery time-out. */
  private static final int REQUEST_TIMEOUT_MILLIS = 1_500;

  private static final long BUFFER_BYTES = 8L << 20;

  private PublisherSettings() {}

  /** A factory for the one producer of a program; destroy it at the end. */
  public static DefaultKafkaProducerFactory<byte[], byte[]> factory(KafkaConnection kafka) {
    DefaultKafkaProducerFactory<byte[], byte[]> factory =
        new DefaultKafkaProducerFactory<>(
            kafka.client(
                Map.ofEntries(
                    Map.entry(
                        ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class),
                    Map.entry(
                        ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class),
                    Map.entry(ProducerConfig.ACKS_CONFIG, "all"),
                    Map.entry(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true),
                    Map.entry(ProducerConfig.LINGER_MS_CONFIG, 0),
                    Map.entry(ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK_MILLIS),
                    Map.entry(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MILLIS),
                    Map.entry(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_TIMEOUT_MILLIS),
                    Map.entry(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500),
                    Map.entry(ProducerConfig.SOCKET_CONNECTION_SETUP_TIMEOUT_MS_CONFIG, 1_500),
                    Map.entry(ProducerConfig.BUFFER_MEMORY_CONFIG, BUFFER_BYTES),
                    Map.entry(
                        ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                        RequestLimits.RECORD_BYTES_MAX + 4_096))));
    factory.setPhysicalCloseTimeout(5);
    return factory;
  }

  /** The template; failures are answered to the caller, so it does not log them a second time. */
  public static KafkaTemplate<byte[], byte[]> template(ProducerFactory<byte[], byte[]> factory) {
    KafkaTemplate<byte[], byte[]> template = new KafkaTemplate<>(factory);
    template.setProducerListener(new ProducerListener<>() {});
    return template;
  }
}
