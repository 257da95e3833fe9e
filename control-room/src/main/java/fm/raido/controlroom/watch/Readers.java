package fm.raido.controlroom.watch;

import fm.raido.schemas.connection.KafkaConnection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Makes Kafka clients that only read: no group, no commits. */
record Readers(KafkaConnection kafka) {

  /** For committed records alone. */
  Consumer<byte[], byte[]> committed(String name) {
    return consumer(name, "read_committed");
  }

  /** For the protection log, which knows no transactions. */
  Consumer<byte[], byte[]> uncommitted(String name) {
    return consumer(name, "read_uncommitted");
  }

  private Consumer<byte[], byte[]> consumer(String name, String isolation) {
    Map<String, Object> config = new HashMap<>();
    config.put(ConsumerConfig.CLIENT_ID_CONFIG, "raido-control-room-" + name);
    // Its polls return as soon as there is something; the other protocol's do not (KAFKA-20780).
    config.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "classic");
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, isolation);
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 2_000);
    config.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 1 << 20);
    // Of all partitions: what is fetched and not yet read must stay small.
    config.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 4 << 20);
    config.put(ConsumerConfig.RECEIVE_BUFFER_CONFIG, 1 << 20);
    // A partition that is read again after a pause joins the next fetch.
    config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 200);
    config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 5_000);
    config.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, 4_000);
    config.put(ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500);
    config.put(ConsumerConfig.ENABLE_METRICS_PUSH_CONFIG, false);
    return new KafkaConsumer<>(
        kafka.client(config), new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  Map<String, Object> admin() {
    return kafka.client(
        Map.of(
            AdminClientConfig.CLIENT_ID_CONFIG,
            "raido-control-room-group",
            AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
            3_000,
            AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
            2_000,
            AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
            500,
            AdminClientConfig.ENABLE_METRICS_PUSH_CONFIG,
            false));
  }
}
