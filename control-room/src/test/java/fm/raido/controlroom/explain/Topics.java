package fm.raido.controlroom.explain;

import fm.raido.controlroom.scan.Scanned;
import fm.raido.schemas.announcement.AnnouncementKind;
import fm.raido.schemas.announcement.AnnouncementRequest;
import fm.raido.schemas.announcement.Audio;
import fm.raido.schemas.announcement.Outcome;
import fm.raido.schemas.announcement.OutcomeKind;
import fm.raido.schemas.announcement.PassKey;
import fm.raido.schemas.announcement.Track;
import fm.raido.schemas.letter.DeadLetter;
import fm.raido.schemas.letter.DeadLetterReason;
import fm.raido.schemas.protection.ProtectionRecord;
import fm.raido.schemas.topic.TopicCatalogue;
import fm.raido.schemas.wire.RaidoRecords;
import fm.raido.testkit.EverydayRules;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/** Topics in memory: what was appended, in order, at invented times. */
final class Topics {
  static final Instant START = Instant.parse("2026-11-01T20:00:00Z");

  private final List<Scanned> records = new ArrayList<>();
  private final Map<String, Long> ends = new HashMap<>();
  private Instant now = START;

  /** So much time passes. */
  Topics later(Duration time) {
    now = now.plus(time);
    return this;
  }

  Topics request(String id, int pass) {
    return append(
        1,
        RaidoRecords.request(
            new AnnouncementRequest(
                1,
                id,
                "main",
                AnnouncementKind.INTRO,
                new Track("Roads", "Portishead", null, null),
                null,
                null,
                null,
                null,
                now,
                pass),
            "/producer/desk",
            null));
  }

  Topics rubbish(String value) {
    return append(
        1,
        new ProducerRecord<>(
            TopicCatalogue.REQUESTS, null, null, value.getBytes(StandardCharsets.UTF_8)));
  }

  Topics log(ProtectionRecord record) {
    return append(0, RaidoRecords.protection(record, "/test", now));
  }

  Topics settings() {
    return log(EverydayRules.record("store-1", "w1"));
  }

  Topics outcome(String id, int pass, OutcomeKind kind, @Nullable String reason) {
    boolean heard = kind == OutcomeKind.SPOKEN;
    return append(
        1,
        RaidoRecords.outcome(
            new Outcome(
                1,
                id,
                pass,
                "main",
                AnnouncementKind.INTRO,
                kind,
                reason,
                heard ? "Here is Portishead." : null,
                heard ? "af_bella" : null,
                heard
                    ? new Audio("c.wav", "wav", 1, Duration.ofMillis(2_900), Audio.Source.SPEECH)
                    : null,
                null,
                heard ? 1 : 2,
                now,
                "w1",
                1,
                0),
            null));
  }

  Topics letter(String id, int pass) {
    return append(
        1,
        RaidoRecords.deadLetter(
            new DeadLetter(
                1,
                id,
                pass,
                DeadLetterReason.EXHAUSTED,
                "HTTP 500",
                null,
                null,
                false,
                2,
                new DeadLetter.Origin(TopicCatalogue.REQUESTS, 1, 0, START),
                now,
                "w1"),
            null));
  }

  Topics tombstone(String id, int pass) {
    return append(
        1,
        new ProducerRecord<>(
            TopicCatalogue.DEAD_LETTERS,
            1,
            new PassKey(id, pass).toString().getBytes(StandardCharsets.UTF_8),
            null));
  }

  private Topics append(int partition, ProducerRecord<byte[], byte[]> record) {
    String at = record.topic() + "-" + partition;
    long offset = ends.getOrDefault(at, 0L);
    ends.put(at, offset + 1);
    Headers headers = new RecordHeaders(record.headers());
    records.add(
        new Scanned(record.topic(), partition, offset, now, record.key(), record.value(), headers));
    return this;
  }

  Instant now() {
    return now;
  }

  List<Scanned> records() {
    return records;
  }
}
