package fm.raido.worker.settlement;

import static java.nio.charset.StandardCharsets.UTF_8;

import fm.raido.schemas.letter.DeadLetter;
import fm.raido.schemas.wire.Headers;
import fm.raido.schemas.wire.RaidoRecords;
import java.nio.ByteBuffer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Makes the Kafka record of a dead letter, with the headers that tools for spring-kafka's dead
 * letters read. Partition, offset and timestamp are binary there, so each has a readable twin.
 */
final class LetterRecords {
  private LetterRecords() {}

  static ProducerRecord<byte[], byte[]> record(
      DeadLetter letter, @Nullable String traceparent, String group) {
    ProducerRecord<byte[], byte[]> record = RaidoRecords.deadLetter(letter, traceparent);
    DeadLetter.Origin origin = letter.origin();
    var headers = record.headers();
    headers.add(Headers.DLT_ORIGINAL_TOPIC, origin.topic().getBytes(UTF_8));
    headers.add(
        Headers.DLT_ORIGINAL_PARTITION,
        ByteBuffer.allocate(Integer.BYTES).putInt(origin.partition()).array());
    headers.add(
        Headers.DLT_ORIGINAL_OFFSET,
        ByteBuffer.allocate(Long.BYTES).putLong(origin.offset()).array());
    headers.add(
        Headers.DLT_ORIGINAL_TIMESTAMP,
        ByteBuffer.allocate(Long.BYTES).putLong(origin.timestamp().toEpochMilli()).array());
    headers.add(Headers.DLT_ORIGINAL_CONSUMER_GROUP, group.getBytes(UTF_8));
    headers.add(Headers.DLT_EXCEPTION_FQCN, ("fm.raido." + letter.reason()).getBytes(UTF_8));
    headers.add(Headers.DLT_EXCEPTION_MESSAGE, letter.detail().getBytes(UTF_8));
    headers.add(Headers.LETTER_REASON, letter.reason().name().getBytes(UTF_8));
    headers.add(
        Headers.LETTER_ORIGIN,
        (origin.topic() + "-" + origin.partition() + "@" + origin.offset()).getBytes(UTF_8));
    headers.add(Headers.LETTER_FAILED_AT, letter.failedAt().toString().getBytes(UTF_8));
    return record;
  }
}
