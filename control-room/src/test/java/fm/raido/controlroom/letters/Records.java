package fm.raido.controlroom.letters;

import static java.nio.charset.StandardCharsets.UTF_8;

import fm.raido.schemas.announcement.AnnouncementKind;
import fm.raido.schemas.announcement.AnnouncementRequest;
import fm.raido.schemas.letter.DeadLetter;
import fm.raido.schemas.letter.DeadLetterReason;
import fm.raido.schemas.topic.TopicCatalogue;
import fm.raido.schemas.wire.RaidoRecords;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/** Records of the dead letters as a consumer gets them. */
final class Records {
  static final Instant FAILED = Instant.parse("2026-11-20T20:15:00Z");

  private Records() {}

  static ConsumerRecord<byte[], byte[]> of(
      String topic,
      int partition,
      long offset,
      byte @Nullable [] key,
      byte @Nullable [] value,
      Headers headers) {
    return new ConsumerRecord<>(
        topic,
        partition,
        offset,
        FAILED.toEpochMilli(),
        TimestampType.CREATE_TIME,
        0,
        0,
        key,
        value,
        headers,
        Optional.empty());
  }

  static ConsumerRecord<byte[], byte[]> letter(DeadLetter letter, int partition, long offset) {
    ProducerRecord<byte[], byte[]> made = RaidoRecords.deadLetter(letter, null);
    return of(made.topic(), partition, offset, made.key(), made.value(), made.headers());
  }

  static ConsumerRecord<byte[], byte[]> tombstone(String key, int partition, long offset) {
    return of(
        TopicCatalogue.DEAD_LETTERS,
        partition,
        offset,
        key.getBytes(UTF_8),
        null,
        new RecordHeaders());
  }

  static DeadLetter exhausted(String id, Instant failedAt, String words) {
    AnnouncementRequest request =
        new AnnouncementRequest(
            1, id, "main", AnnouncementKind.CUSTOM, null, words, null, null, null, FAILED, 0);
    return new DeadLetter(
        1,
        id,
        0,
        DeadLetterReason.EXHAUSTED,
        "the host was dead",
        request,
        null,
        false,
        2,
        new DeadLetter.Origin(TopicCatalogue.REQUESTS, 0, 7, FAILED),
        failedAt,
        "w");
  }

  static DeadLetter poison(String id, String raw) {
    return new DeadLetter(
        1,
        id,
        0,
        DeadLetterReason.POISON,
        "no JSON",
        null,
        raw,
        false,
        0,
        new DeadLetter.Origin(TopicCatalogue.REQUESTS, 0, 7, FAILED),
        FAILED,
        "w");
  }
}
