package fm.raido.controlroom.scan;

import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * One record as it lies in its topic.
 *
 * @param timestamp the broker's append time where the topic has it so, else the writer's clock
 * @param value null for a tombstone
 */
// The bytes are read and never compared: equality of records is not wanted here.
@SuppressWarnings("ArrayRecordComponent")
public record Scanned(
    String topic,
    int partition,
    long offset,
    Instant timestamp,
    byte @Nullable [] key,
    byte @Nullable [] value,
    Headers headers) {

  static Scanned of(ConsumerRecord<byte[], byte[]> record) {
    return new Scanned(
        record.topic(),
        record.partition(),
        record.offset(),
        Instant.ofEpochMilli(record.timestamp()),
        record.key(),
        record.value(),
        record.headers());
  }
}
