package fm.raido.controlroom.replay;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import fm.raido.controlroom.letters.Letter;
import fm.raido.controlroom.letters.LetterTable;
import fm.raido.protection.replay.ReplayVerdict.GoesAsBytes;
import fm.raido.protection.replay.ReplayVerdict.GoesAsRequest;
import fm.raido.schemas.announcement.AnnouncementRequest;
import fm.raido.schemas.letter.DeadLetter;
import fm.raido.schemas.topic.TopicCatalogue;
import fm.raido.schemas.wire.Headers;
import fm.raido.schemas.wire.Json;
import fm.raido.schemas.wire.RaidoRecords;
import fm.raido.traces.TraceContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/** Makes the records of a transaction: what goes back, and what takes the letter away. */
final class OutgoingRecords {
  private static final String SOURCE = "/control-room";

  private final ReplayPlan plan;
  private final ReplaySpans spans;

  OutgoingRecords(ReplayPlan plan, ReplaySpans spans) {
    this.plan = plan;
    this.spans = spans;
  }

  /**
   * A letter that goes as a request: to the partition whose number the letter has, so that its
   * outcome and next letter lie beside those before. The record says its partition in any case, so
   * that it is known beforehand where it needs room.
   *
   * @param partitions partitions of the request topic
   */
  Outgoing request(Letter letter, GoesAsRequest goes, int partitions, Instant now) {
    AnnouncementRequest next = goes.request();
    TraceContext trace = spans.begin(letter);
    String traceparent = trace == null ? traceparent(letter) : trace.traceparent();
    ProducerRecord<byte[], byte[]> made = RaidoRecords.request(next, SOURCE, traceparent);
    Integer own = partition(letter, partitions);
    int partition = own == null ? ofKey(made.key(), partitions) : own;
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(made.topic(), partition, made.key(), made.value(), made.headers());
    tell(record.headers(), letter, next.pass(), now);
    AnnouncementRequest original = letter.request();
    if (original != null && !plan.rules().corrections().isEmpty()) {
      put(
          record.headers(),
          Headers.REPLAY_ORIGINAL,
          Json.MAPPER.writeValueAsString(plan.rules().corrections().originals(original)));
    }
    return new Outgoing(
        letter,
        List.of(record, away(letter, next.passKey().toString(), next.pass(), record, now)),
        Optional.of(next.passKey()),
        trace);
  }

  /** A foreign letter that goes as the bytes it holds, without the headers of its failure. */
  Outgoing bytes(Letter.Foreign letter, GoesAsBytes goes, int partitions, Instant now) {
    RecordHeaders headers = new RecordHeaders();
    for (Header header : letter.raw().headers()) {
      if (!header.key().startsWith("kafka_dlt-")
          && !header.key().startsWith("__connect.errors.")
          && !header.key().startsWith("raido-replay-")) {
        headers.add(header);
      }
    }
    Integer partition = partition(letter, partitions);
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(
            goes.topic(), partition, letter.raw().key(), letter.raw().value(), headers);
    tell(record.headers(), letter, goes.count(), now);
    String to = partition == null ? goes.topic() : goes.topic() + "-" + partition;
    return new Outgoing(
        letter, List.of(record, away(letter, to, goes.count(), record, now)), Optional.empty());
  }

  /** A letter that goes nowhere. */
  Outgoing discarded(Letter letter, Instant now) {
    return new Outgoing(
        letter, List.of(away(letter, "", letter.replays(), null, now)), Optional.empty());
  }

  /**
   * The letter's own number for Raido's letters, which lie beside their requests; that of its
   * origin for a foreign one; where the topic has no such partition, the key decides.
   */
  private static @Nullable Integer partition(Letter letter, int partitions) {
    DeadLetter.Origin origin = letter.origin();
    int number =
        letter instanceof Letter.OfWorker || origin == null
            ? letter.place().partition()
            : origin.partition();
    return number >= 0 && number < partitions ? number : null;
  }

  /** As producers choose it, so that what has the same key lies together. */
  private static int ofKey(byte[] key, int partitions) {
    return Utils.toPositive(Utils.murmur2(key)) % partitions;
  }

  private static @Nullable String traceparent(Letter letter) {
    return letter instanceof Letter.OfWorker own ? own.traceparent() : null;
  }

  private void tell(
      org.apache.kafka.common.header.Headers headers, Letter letter, int count, Instant now) {
    put(headers, Headers.REPLAY_OF, letter.key().toString());
    put(headers, Headers.REPLAY_COUNT, Integer.toString(count));
    put(headers, Headers.REPLAY_RUN, plan.run());
    put(headers, Headers.REPLAY_WHO, plan.who());
    put(headers, Headers.REPLAY_AT, now.toString());
    if (letter instanceof Letter.OfWorker own) {
      put(headers, Headers.FIRST_FAILURE, Json.MAPPER.writeValueAsString(own.letter().first()));
    }
  }

  private ProducerRecord<byte[], byte[]> away(
      Letter letter,
      String to,
      int count,
      @Nullable ProducerRecord<byte[], byte[]> replayed,
      Instant now) {
    RecordHeaders headers = new RecordHeaders();
    put(headers, Headers.REPLAY_ACTION, plan.action().done());
    put(headers, Headers.REPLAY_TO, to);
    put(headers, Headers.LETTER_REASON, letter.reason());
    put(headers, Headers.LETTER_FAILED_AT, letter.failedAt().toString());
    tell(headers, letter, count, now);
    Header original =
        replayed == null ? null : replayed.headers().lastHeader(Headers.REPLAY_ORIGINAL);
    if (original != null) {
      headers.add(original);
    }
    if (letter instanceof Letter.Foreign
        || !letter.place().topic().equals(TopicCatalogue.DEAD_LETTERS)) {
      return new ProducerRecord<>(
          LetterTable.MARKS.topic(),
          LetterTable.MARKS.partition(),
          letter.identity().getBytes(UTF_8),
          mark(letter, now),
          headers);
    }
    return new ProducerRecord<>(
        letter.place().topic(),
        letter.place().partition(),
        letter.identity().getBytes(ISO_8859_1),
        null,
        headers);
  }

  private byte[] mark(Letter letter, Instant now) {
    Map<String, Object> mark = new LinkedHashMap<>();
    mark.put("letter", letter.place().toString());
    mark.put("action", plan.action().done());
    mark.put("at", now);
    mark.put("who", plan.who());
    mark.put("run", plan.run());
    return Json.MAPPER.writeValueAsBytes(mark);
  }

  private static void put(
      org.apache.kafka.common.header.Headers headers, String name, String value) {
    headers.add(name, value.getBytes(UTF_8));
  }

  /** How many bytes a record takes in its log, at most. */
  static int size(ProducerRecord<byte[], byte[]> record) {
    int bytes = RECORD_OVERHEAD;
    bytes += record.key() == null ? 0 : record.key().length;
    bytes += record.value() == null ? 0 : record.value().length;
    List<Header> headers = new ArrayList<>();
    record.headers().forEach(headers::add);
    for (Header header : headers) {
      bytes += HEADER_OVERHEAD + header.key().getBytes(UTF_8).length;
      bytes += header.value() == null ? 0 : header.value().length;
    }
    return bytes;
  }

  /** A batch's 61 bytes and a record's lengths and numbers of up to five bytes each, and one. */
  private static final int RECORD_OVERHEAD = 61 + 1 + 6 * 5;

  private static final int HEADER_OVERHEAD = 2 * 5;
}
