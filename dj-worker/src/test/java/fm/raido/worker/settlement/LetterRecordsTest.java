package fm.raido.worker.settlement;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import fm.raido.schemas.letter.DeadLetter;
import fm.raido.schemas.letter.DeadLetterReason;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class LetterRecordsTest {
  private static final Instant AT = Instant.parse("2026-11-01T20:16:02Z");
  private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

  @Test
  void aLetterIsAnEventAndALetterForToolsOfSpringKafka() {
    DeadLetter letter =
        new DeadLetter(
            1,
            "a-1",
            0,
            DeadLetterReason.EXHAUSTED,
            "2 attempts failed",
            null,
            null,
            true,
            2,
            new DeadLetter.Origin("raido.requests", 3, 101, AT.minusSeconds(60)),
            AT,
            "w1");

    ProducerRecord<byte[], byte[]> record = LetterRecords.record(letter, TRACE, "workers");

    Map<String, String> texts = new TreeMap<>();
    Map<String, ByteBuffer> numbers = new TreeMap<>();
    record
        .headers()
        .forEach(header -> {
          if (header.key().matches("kafka_dlt-original-(partition|offset|timestamp)")) {
            numbers.put(header.key(), ByteBuffer.wrap(header.value()));
          } else {
            texts.put(header.key(), new String(header.value(), UTF_8));
          }
        });
    assertThat(texts)
        .containsExactlyInAnyOrderEntriesOf(
            Map.ofEntries(
                Map.entry("content-type", "application/json"),
                Map.entry("ce_specversion", "1.0"),
                Map.entry("ce_id", "a-1/0/letter"),
                Map.entry("ce_type", "fm.raido.announcement.dead-lettered"),
                Map.entry("ce_source", "/dj-worker/w1"),
                Map.entry("ce_time", "2026-11-01T20:16:02Z"),
                Map.entry("traceparent", TRACE),
                Map.entry("kafka_dlt-original-topic", "raido.requests"),
                Map.entry("kafka_dlt-original-consumer-group", "workers"),
                Map.entry("kafka_dlt-exception-fqcn", "fm.raido.EXHAUSTED"),
                Map.entry("kafka_dlt-exception-message", "2 attempts failed"),
                Map.entry("raido-letter-reason", "EXHAUSTED"),
                Map.entry("raido-letter-origin", "raido.requests-3@101"),
                Map.entry("raido-letter-failed-at", "2026-11-01T20:16:02Z")));
    assertThat(numbers)
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "kafka_dlt-original-partition", ByteBuffer.allocate(4).putInt(0, 3),
                "kafka_dlt-original-offset", ByteBuffer.allocate(8).putLong(0, 101),
                "kafka_dlt-original-timestamp",
                    ByteBuffer.allocate(8).putLong(0, AT.minusSeconds(60).toEpochMilli())));
  }
}
