package fm.raido.controlroom.replay;

import static org.assertj.core.api.Assertions.assertThat;

import fm.raido.controlroom.Topics;
import fm.raido.schemas.protection.PressureLevel;
import fm.raido.schemas.protection.ProtectionRecord;
import fm.raido.schemas.topic.TopicCatalogue;
import fm.raido.schemas.wire.RaidoRecords;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class GateWatchClockTest {
  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
  private static final TopicPartition LOG = new TopicPartition(TopicCatalogue.PROTECTION, 0);

  @Test
  void aClockThatIsAheadIsSeenByTheNextBeat() {
    MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none");
    consumer.updateBeginningOffsets(Map.of(LOG, 0L));
    consumer.updateEndOffsets(Map.of(LOG, 2L));
    consumer.schedulePollTask(() -> {
      consumer.addRecord(record(0, NOON, Topics.settings()));
      consumer.addRecord(record(1, NOON, Topics.beat(PressureLevel.NORMAL, "cpu use 20 %")));
    });
    // The brokers say 5 s past noon.
    Clock ahead = Clock.fixed(NOON.plusSeconds(65), ZoneOffset.UTC);
    try (GateWatch gate = GateWatch.open("a:1", ahead, consumer)) {
      assertThat(gate.quiet(Duration.ZERO)).startsWith("QUIET: host silent");
      consumer.addRecord(
          record(2, NOON.plusSeconds(5), Topics.beat(PressureLevel.NORMAL, "cpu use 20 %")));
      assertThat(gate.quiet(Duration.ZERO)).isEmpty();
    }
  }

  private static ConsumerRecord<byte[], byte[]> record(
      long offset, Instant at, ProtectionRecord what) {
    return new ConsumerRecord<>(
        LOG.topic(),
        LOG.partition(),
        offset,
        at.toEpochMilli(),
        TimestampType.LOG_APPEND_TIME,
        0,
        0,
        null,
        RaidoRecords.protection(what, "/test", at).value(),
        new RecordHeaders(),
        Optional.empty());
  }
}
