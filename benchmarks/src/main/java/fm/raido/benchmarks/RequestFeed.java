package fm.raido.benchmarks;

import fm.raido.schemas.announcement.AnnouncementKind;
import fm.raido.schemas.announcement.AnnouncementRequest;
import fm.raido.schemas.wire.RaidoRecords;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Makes requests and writes them to Kafka, acknowledged by all replicas. */
final class RequestFeed implements AutoCloseable {
  private static final int STATIONS = 60;

  private final Producer<byte[], byte[]> producer;
  private final Clock clock;

  RequestFeed(String bootstrapServers, Clock clock) {
    this.clock = clock;
    this.producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "client.id",
                "bench-feed",
                "acks",
                "all",
                "linger.ms",
                0,
                "batch.size",
                128 << 10,
                "delivery.timeout.ms",
                30_000,
                "request.timeout.ms",
                10_000),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  /** A request to be spoken, with words of its own and about 60 characters. */
  AnnouncementRequest fresh(String id) {
    return request(id, "Coming up in a moment, only here: " + id + " and the house band.", null);
  }

  /** A request that nobody can air any more. */
  AnnouncementRequest expired(String id) {
    return request(
        id, "This would have been said long ago: " + id + ".", clock.instant().minusSeconds(600));
  }

  private AnnouncementRequest request(String id, String text, @Nullable Instant airBy) {
    return new AnnouncementRequest(
        AnnouncementRequest.SCHEMA_VERSION,
        id,
        String.format(Locale.ROOT, "station-%02d", Math.floorMod(id.hashCode(), STATIONS)),
        AnnouncementKind.CUSTOM,
        null,
        text,
        null,
        null,
        airBy,
        clock.instant(),
        0);
  }

  /**
   * Writes one.
   *
   * @return the broker's append time, once it is acknowledged
   */
  CompletableFuture<Instant> send(String topic, AnnouncementRequest request) {
    CompletableFuture<Instant> appended = new CompletableFuture<>();
    var _ =
        producer.send(
            record(topic, request),
            (metadata, failure) -> {
              if (failure != null) {
                appended.completeExceptionally(failure);
              } else {
                appended.complete(Instant.ofEpochMilli(metadata.timestamp()));
              }
            });
    return appended;
  }

  /**
   * Writes many, as fast as it goes, and returns when all are acknowledged.
   *
   * @param requests makes the n-th one
   */
  void flood(String topic, int count, IntFunction<AnnouncementRequest> requests) {
    floodRecords(count, n -> record(topic, requests.apply(n)));
  }

  /** The same with any other records. */
  void floodRecords(int count, IntFunction<ProducerRecord<byte[], byte[]>> records) {
    AtomicReference<@Nullable Exception> failed = new AtomicReference<>();
    for (int i = 0; i < count && failed.get() == null; i++) {
      var _ = producer.send(records.apply(i), (_, failure) -> failed.compareAndSet(null, failure));
    }
    producer.flush();
    Exception failure = failed.get();
    if (failure != null) {
      throw new BenchmarkFailed("requests could not be written: " + failure.getMessage(), failure);
    }
  }

  private static ProducerRecord<byte[], byte[]> record(String topic, AnnouncementRequest request) {
    ProducerRecord<byte[], byte[]> made = RaidoRecords.request(request, "/bench", null);
    return new ProducerRecord<>(topic, null, made.key(), made.value(), made.headers());
  }

  /** Writes any other record and returns when it is acknowledged. */
  void append(ProducerRecord<byte[], byte[]> record) {
    var _ = producer.send(record);
    producer.flush();
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(2));
  }
}
