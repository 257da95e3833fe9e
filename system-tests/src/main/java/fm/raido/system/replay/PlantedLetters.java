package fm.raido.system.replay;

import fm.raido.schemas.announcement.AnnouncementKind;
import fm.raido.schemas.announcement.AnnouncementRequest;
import fm.raido.schemas.letter.DeadLetter;
import fm.raido.schemas.letter.DeadLetterReason;
import fm.raido.schemas.protection.ProtectionRecord;
import fm.raido.schemas.topic.TopicCatalogue;
import fm.raido.schemas.wire.Headers;
import fm.raido.schemas.wire.RaidoRecords;
import fm.raido.testkit.EverydayRules;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Dead letters as workers write them, many of them, and a log that lets the station speak. */
public final class PlantedLetters {
  private static final int STATIONS = 60;
  private static final Instant FAILED = Instant.parse("2026-11-01T20:15:00Z");

  private PlantedLetters() {}

  /** Writes so many letters, {@code PREFIX-0} and on, over so many partitions. */
  public static void plant(String bootstrap, String prefix, int count, int partitions) {
    AtomicReference<@Nullable Exception> failed = new AtomicReference<>();
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrap, "acks", "all", "batch.size", 128 << 10),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      var _ = producer.send(RaidoRecords.protection(settings(), "/prove", Instant.now()));
      for (int i = 0; i < count; i++) {
        var _ =
            producer.send(
                record(prefix, i, i % partitions),
                (_, failure) -> failed.compareAndSet(null, failure));
      }
      producer.flush();
    }
    Exception failure = failed.get();
    if (failure != null) {
      throw new KafkaException("letters could not be planted", failure);
    }
  }

  private static ProducerRecord<byte[], byte[]> record(String prefix, int number, int partition) {
    AnnouncementRequest request =
        new AnnouncementRequest(
            AnnouncementRequest.SCHEMA_VERSION,
            prefix + "-" + number,
            "station-" + number % STATIONS,
            AnnouncementKind.CUSTOM,
            null,
            "Coming up in a moment, only here: number " + number + " and the house band.",
            null,
            null,
            null,
            FAILED,
            0);
    DeadLetterReason reason = number % 2 == 0 ? DeadLetterReason.EXHAUSTED : DeadLetterReason.LOST;
    DeadLetter letter =
        new DeadLetter(
            DeadLetter.SCHEMA_VERSION,
            request.id(),
            0,
            reason,
            "every attempt failed: the speech host did not answer within 15 s",
            request,
            null,
            false,
            2,
            new DeadLetter.Origin(TopicCatalogue.REQUESTS, partition, number, FAILED),
            FAILED.plusMillis(number),
            "worker-1");
    ProducerRecord<byte[], byte[]> record = RaidoRecords.deadLetter(letter, null);
    record.headers().add(Headers.LETTER_REASON, reason.name().getBytes(StandardCharsets.UTF_8));
    return record;
  }

  private static ProtectionRecord settings() {
    return EverydayRules.record("store", "prove");
  }
}
