package fm.raido.agent.publish;

import fm.raido.schemas.connection.KafkaConnection;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The settings of the producer of beats: confirmed by all replicas, without a transaction (the
 * protection log has none), and soon out of date.
 */
final class BeatProducer {
  /** A send waits so long for the topic's whereabouts: it is the publisher's thread that waits. */
  static final Duration BLOCK_MAX = Duration.ofSeconds(1);

  /**
   * A beat that is not delivered by then is dropped: under the 5 s after which there is a newer
   * one, so that a broker that comes back after minutes hears no old news.
   */
  static final Duration DELIVERY_MAX = Duration.ofSeconds(4);

  private static final Duration REQUEST_MAX = Duration.ofSeconds(2);

  private BeatProducer() {}

  static KafkaProducer<byte[], byte[]> open(KafkaConnection kafka, String host) {
    return new KafkaProducer<>(
        kafka.client(
            Map.ofEntries(
                Map.entry(ProducerConfig.CLIENT_ID_CONFIG, "health-agent-" + host),
                Map.entry(ProducerConfig.ACKS_CONFIG, "all"),
                Map.entry(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true),
                // Beat and readings travel in one request: half the work every five seconds.
                Map.entry(ProducerConfig.LINGER_MS_CONFIG, 2),
                Map.entry(ProducerConfig.MAX_BLOCK_MS_CONFIG, BLOCK_MAX.toMillis()),
                Map.entry(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) REQUEST_MAX.toMillis()),
                Map.entry(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) DELIVERY_MAX.toMillis()),
                Map.entry(ProducerConfig.RECONNECT_BACKOFF_MS_CONFIG, 100L),
                Map.entry(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000L),
                // Two records every five seconds: the default of 32 MiB is for others.
                Map.entry(ProducerConfig.BUFFER_MEMORY_CONFIG, 256 * 1024L),
                Map.entry(ProducerConfig.BATCH_SIZE_CONFIG, 4 * 1024),
                Map.entry(ProducerConfig.ENABLE_METRICS_PUSH_CONFIG, false))),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }
}
