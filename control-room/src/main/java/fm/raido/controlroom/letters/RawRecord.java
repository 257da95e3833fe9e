package fm.raido.controlroom.letters;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** The bytes of a letter that is not Raido's own, to be handed on and never compared. */
public final class RawRecord {
  private final byte @Nullable [] key;
  private final byte @Nullable [] value;
  private final Headers headers;

  RawRecord(ConsumerRecord<byte[], byte[]> record) {
    this.key = record.key();
    this.value = record.value();
    this.headers = record.headers();
  }

  public byte @Nullable [] key() {
    return key;
  }

  public byte @Nullable [] value() {
    return value;
  }

  public Headers headers() {
    return headers;
  }
}
