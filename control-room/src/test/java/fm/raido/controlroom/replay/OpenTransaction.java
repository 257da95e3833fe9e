package fm.raido.controlroom.replay;

import fm.raido.schemas.topic.TopicCatalogue;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A transaction that stays open, as a dead worker's does: the brokers end it after a time. */
final class OpenTransaction implements AutoCloseable {
  private final KafkaProducer<byte[], byte[]> producer;

  private OpenTransaction(KafkaProducer<byte[], byte[]> producer) {
    this.producer = producer;
  }

  static OpenTransaction begin(String bootstrap, Duration timeout) {
    KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                bootstrap,
                "transactional.id",
                "a-dead-worker",
                "transaction.timeout.ms",
                (int) timeout.toMillis()),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    producer.initTransactions();
    producer.beginTransaction();
    return new OpenTransaction(producer);
  }

  void writeLetter(int partition) throws Exception {
    producer
        .send(
            LetterBench.record(
                TopicCatalogue.DEAD_LETTERS, partition, "never-" + partition + "/0", "{}"))
        .get(10, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    producer.close(Duration.ZERO);
  }
}
