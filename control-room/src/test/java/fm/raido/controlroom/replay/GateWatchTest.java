package fm.raido.controlroom.replay;

import static org.assertj.core.api.Assertions.assertThat;

import fm.raido.controlroom.Topics;
import fm.raido.schemas.connection.KafkaConnection;
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

class GateWatchTest {
  private static final TopicPartition LOG = new TopicPartition(TopicCatalogue.PROTECTION, 0);
  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

  /** Kafka's own consumer for tests: it throws as the real one does where a log was cut. */
  private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none");

  /** The log is to hold those records once it is polled. */
  private void log(long begin, ProtectionRecord... records) {
    for (int i = 0; i < records.length; i++) {
      append(begin + i, NOON, records[i]);
    }
  }

  private void append(long offset, Instant at, ProtectionRecord what) {
    consumer.addRecord(
        new ConsumerRecord<>(
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
            Optional.empty()));
  }

  private void ends(long begin, long end) {
    consumer.updateBeginningOffsets(Map.of(LOG, begin));
    consumer.updateEndOffsets(Map.of(LOG, end));
  }

  @Test
  void aLogThatWasCutIsFoldedAnew() {
    ends(0, 2);
    consumer.schedulePollTask(() ->
        log(
            0,
            Topics.settings(),
            new ProtectionRecord.SwitchSet(true, "host moves", "ada", Duration.ofMinutes(10))));
    try (GateWatch watch =
        GateWatch.open(
            KafkaConnection.plain("nowhere"), Clock.fixed(NOON, ZoneOffset.UTC), consumer)) {
      assertThat(watch.quiet(Duration.ZERO)).contains("host moves");
      // What it has folded is gone, the switch with it, and so is the place where it was.
      consumer.schedulePollTask(() -> {
        ends(10, 11);
        log(10, Topics.settings());
      });
      assertThat(watch.quiet(Duration.ZERO)).isEmpty();
    }
  }

  @Test
  void aClockThatIsAheadIsSeenByTheNextBeat() {
    ends(0, 2);
    consumer.schedulePollTask(
        () -> log(0, Topics.settings(), Topics.beat(PressureLevel.NORMAL, "cpu use 20 %")));
    // The brokers say 5 s past noon.
    Clock ahead = Clock.fixed(NOON.plusSeconds(65), ZoneOffset.UTC);
    try (GateWatch gate = GateWatch.open(KafkaConnection.plain("a:1"), ahead, consumer)) {
      assertThat(gate.quiet(Duration.ZERO)).startsWith("QUIET: host silent");
      append(2, NOON.plusSeconds(5), Topics.beat(PressureLevel.NORMAL, "cpu use 20 %"));
      assertThat(gate.quiet(Duration.ZERO)).isEmpty();
    }
  }
}
