package fm.raido.controlroom.voice;

import fm.raido.controlroom.CannotReachKafka;
import fm.raido.schemas.announcement.AnnouncementRequest;
import fm.raido.schemas.connection.KafkaConnection;
import fm.raido.schemas.wire.RaidoRecords;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Publishes a request, acknowledged by all replicas in sync. Its producer lives for one request.
 */
final class RequestWriter {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final String SOURCE = "/control-room";

  private final KafkaConnection kafka;

  RequestWriter(KafkaConnection kafka) {
    this.kafka = kafka;
  }

  /**
   * Publishes, and returns when the brokers have it.
   *
   * @return its append time
   * @throws CannotReachKafka if it is not known whether they have it
   */
  Instant publish(AnnouncementRequest request) {
    try (Producer<byte[], byte[]> producer = producer()) {
      RecordMetadata place =
          producer
              .send(RaidoRecords.request(request, SOURCE, null))
              .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      return Instant.ofEpochMilli(place.timestamp());
    } catch (ExecutionException e) {
      throw new CannotReachKafka(kafka, String.valueOf(e.getCause()));
    } catch (TimeoutException e) {
      throw new CannotReachKafka(kafka, "no answer within " + PATIENCE.toSeconds() + " s");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CannotReachKafka(kafka, "interrupted");
    } catch (KafkaException e) {
      throw new CannotReachKafka(kafka, String.valueOf(e.getMessage()));
    }
  }

  private Producer<byte[], byte[]> producer() {
    int millis = Math.toIntExact(PATIENCE.toMillis());
    return new KafkaProducer<>(
        kafka.client(
            Map.of(
                "client.id",
                "raido-control-room-voice",
                "acks",
                "all",
                "max.block.ms",
                millis - 1_000,
                "request.timeout.ms",
                millis - 2_000,
                "delivery.timeout.ms",
                millis - 500,
                "linger.ms",
                0,
                "enable.metrics.push",
                false)),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }
}
