package fm.raido.system.comeback;

import fm.raido.schemas.announcement.AnnouncementKind;
import fm.raido.schemas.announcement.AnnouncementRequest;
import fm.raido.schemas.wire.RaidoRecords;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Requests that lie in the topic before there is anybody to settle them. */
final class WaitingRequests {
  private WaitingRequests() {}

  /**
   * Writes one, acknowledged by all replicas.
   *
   * @param airBy null where it has no deadline
   */
  static void send(String bootstrapServers, String id, @Nullable Instant airBy, Clock clock)
      throws InterruptedException {
    AnnouncementRequest request =
        new AnnouncementRequest(
            AnnouncementRequest.SCHEMA_VERSION,
            id,
            "station-1",
            AnnouncementKind.CUSTOM,
            null,
            "Back on air after a short break, only here: " + id + ".",
            null,
            null,
            airBy,
            clock.instant(),
            0);
    try (Producer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrapServers, "acks", "all"),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      producer.send(RaidoRecords.request(request, "/comeback", null)).get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a request could not be written", e.getCause());
    }
  }
}
