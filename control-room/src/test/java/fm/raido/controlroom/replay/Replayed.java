package fm.raido.controlroom.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import fm.raido.schemas.announcement.AnnouncementRequest;
import fm.raido.schemas.announcement.RequestReader;
import fm.raido.schemas.announcement.RequestReading;
import fm.raido.schemas.wire.RaidoRecords;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** A request as it lies in Kafka. */
record Replayed(int partition, String key, AnnouncementRequest request, Headers headers) {
  static Replayed of(ConsumerRecord<byte[], byte[]> record) {
    return new Replayed(
        record.partition(),
        new String(Objects.requireNonNull(record.key()), UTF_8),
        ((RequestReading.Valid) RequestReader.read(record.value())).request(),
        record.headers());
  }

  @Nullable String header(String name) {
    return RaidoRecords.headerText(headers, name);
  }

  String name() {
    return request.passKey().toString();
  }
}
