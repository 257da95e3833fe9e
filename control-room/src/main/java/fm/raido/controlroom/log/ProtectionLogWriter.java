package fm.raido.controlroom.log;

import fm.raido.controlroom.CannotReachKafka;
import fm.raido.schemas.connection.KafkaConnection;
import fm.raido.schemas.protection.ProtectionRecord;
import fm.raido.schemas.topic.TopicAdmin;
import fm.raido.schemas.topic.TopicCatalogue;
import fm.raido.schemas.wire.RaidoRecords;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Appends an operator's word to the protection log. */
public final class ProtectionLogWriter {
  private static final Duration PATIENCE = TopicAdmin.TIMEOUT;
  private static final String SOURCE = "/control-room";

  private ProtectionLogWriter() {}

  /**
   * Appends one record and returns when the brokers have it.
   *
   * @param at on this machine's clock, for people
   * @return its place in log time
   * @throws fm.raido.schemas.topic.TopicsNotReady if the log is missing or Kafka is not there
   * @throws CannotReachKafka if it is not known whether the brokers have it
   */
  public static Instant append(KafkaConnection kafka, ProtectionRecord record, Instant at) {
    TopicAdmin.requireTopics(kafka, Set.of(TopicCatalogue.PROTECTION));
    try (Producer<byte[], byte[]> producer = producer(kafka)) {
      RecordMetadata place =
          producer
              .send(RaidoRecords.protection(record, SOURCE, at))
              .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      return Instant.ofEpochMilli(place.timestamp());
    } catch (ExecutionException e) {
      throw unknown(kafka, String.valueOf(e.getCause()));
    } catch (TimeoutException e) {
      throw unknown(kafka, "no answer within " + PATIENCE.toSeconds() + " s");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unknown(kafka, "interrupted");
    } catch (KafkaException e) {
      throw unknown(kafka, String.valueOf(e.getMessage()));
    }
  }

  private static Producer<byte[], byte[]> producer(KafkaConnection kafka) {
    int millis = Math.toIntExact(PATIENCE.toMillis());
    return new KafkaProducer<>(
        kafka.client(
            Map.of(
                "client.id",
                "raido-control-room",
                "acks",
                "all",
                "max.block.ms",
                millis,
                "request.timeout.ms",
                millis - 1_000,
                "delivery.timeout.ms",
                millis,
                "linger.ms",
                0,
                "enable.metrics.push",
                false)),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }

  private static CannotReachKafka unknown(KafkaConnection kafka, String why) {
    return new CannotReachKafka(
        kafka, why + "; whether it was written is not known: look with `raido status`");
  }
}
