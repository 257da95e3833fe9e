package fm.raido.controlroom.letters;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import fm.raido.schemas.announcement.AnnouncementRequest;
import fm.raido.schemas.announcement.RequestReader;
import fm.raido.schemas.announcement.RequestReading;
import fm.raido.schemas.announcement.Violation;
import fm.raido.schemas.letter.DeadLetter;
import fm.raido.schemas.topic.TopicCatalogue;
import fm.raido.schemas.wire.Headers;
import fm.raido.schemas.wire.RaidoRecords;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Makes letters of records; whatever the bytes are, the answer is a letter. */
final class LetterReader {
  private LetterReader() {}

  static Letter read(ConsumerRecord<byte[], byte[]> record) {
    Place place = new Place(record.topic(), record.partition(), record.offset());
    if (record.topic().equals(TopicCatalogue.DEAD_LETTERS)) {
      Optional<DeadLetter> own = RaidoRecords.readDeadLetter(record.value());
      if (own.isPresent() && own.get().passKey().toString().equals(keyText(record))) {
        return ofWorker(place, own.get(), record);
      }
    }
    return ForeignHeaders.read(record)
        .<Letter>map(foreign -> foreign(place, foreign, record))
        .orElseGet(() -> new Letter.Unreadable(place, identity(record, place), time(record)));
  }

  /** Under what a record stands in the table of its topic, if its topic is one. */
  static String identity(ConsumerRecord<byte[], byte[]> record, Place place) {
    boolean isTable = record.topic().equals(TopicCatalogue.DEAD_LETTERS);
    return isTable && record.key() != null ? keyText(record) : place.asKey();
  }

  /** The bytes of a key as text, one to one, whatever they are. */
  static String keyText(ConsumerRecord<byte[], byte[]> record) {
    return record.key() == null ? "" : new String(record.key(), ISO_8859_1);
  }

  private static Letter ofWorker(
      Place place, DeadLetter letter, ConsumerRecord<byte[], byte[]> record) {
    String traceparent = RaidoRecords.headerText(record.headers(), Headers.TRACEPARENT);
    if (letter.request() != null) {
      return new Letter.OfWorker(place, letter, letter.request(), "", traceparent);
    }
    Body body = body(letter);
    return new Letter.OfWorker(
        place, withoutBytes(letter), body.request, body.unreadable, traceparent);
  }

  /** What its bytes say has been read, and they are up to 90 KB. */
  private static DeadLetter withoutBytes(DeadLetter letter) {
    return new DeadLetter(
        letter.schemaVersion(),
        letter.id(),
        letter.pass(),
        letter.reason(),
        letter.detail(),
        null,
        null,
        letter.rawCut(),
        letter.attempts(),
        letter.origin(),
        letter.failedAt(),
        letter.worker(),
        letter.firstFailure());
  }

  private record Body(@Nullable AnnouncementRequest request, String unreadable) {}

  private static Body body(DeadLetter letter) {
    String raw = letter.raw();
    if (raw == null || letter.rawCut()) {
      return new Body(
          null,
          "it was too large to be kept whole; while "
              + letter.origin().topic()
              + " keeps it, it lies there in partition "
              + letter.origin().partition()
              + " at offset "
              + letter.origin().offset());
    }
    try {
      return body(Base64.getDecoder().decode(raw));
    } catch (IllegalArgumentException e) {
      return new Body(null, "its bytes are not base64");
    }
  }

  private static Body body(byte @Nullable [] value) {
    return switch (RequestReader.read(value)) {
      case RequestReading.Valid valid -> new Body(valid.request(), "");
      case RequestReading.Invalid invalid ->
          new Body(
              null,
              invalid.violations().stream()
                  .map(Violation::toString)
                  .collect(Collectors.joining("; ")));
    };
  }

  private static Letter foreign(
      Place place, ForeignHeaders headers, ConsumerRecord<byte[], byte[]> record) {
    Body body = body(record.value());
    return new Letter.Foreign(
        place,
        headers.convention(),
        headers.origin(),
        headers.detail(),
        time(record),
        headers.replays(),
        body.request,
        body.unreadable,
        new RawRecord(record));
  }

  private static Instant time(ConsumerRecord<byte[], byte[]> record) {
    return Instant.ofEpochMilli(Math.max(0, record.timestamp()));
  }
}
