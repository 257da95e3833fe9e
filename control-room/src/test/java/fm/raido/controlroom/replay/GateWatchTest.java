package fm.raido.controlroom.replay;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import fm.raido.schemas.protection.FoldSettings;
import fm.raido.schemas.protection.ProtectionRecord;
import fm.raido.schemas.topic.TopicCatalogue;
import fm.raido.schemas.wire.RaidoRecords;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class GateWatchTest {
  private static final TopicPartition LOG = new TopicPartition(TopicCatalogue.PROTECTION, 0);
  private static final Instant NOW = Instant.parse("2026-11-24T02:00:00Z");

  /** Kafka's own consumer for tests: it throws as the real one does where a log was cut. */
  private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none");

  private void log(long begin, ProtectionRecord... records) {
    consumer.updateBeginningOffsets(Map.of(LOG, begin));
    consumer.updateEndOffsets(Map.of(LOG, begin + records.length));
    for (int i = 0; i < records.length; i++) {
      consumer.addRecord(
          new ConsumerRecord<>(
              LOG.topic(),
              0,
              begin + i,
              NOW.toEpochMilli(),
              TimestampType.LOG_APPEND_TIME,
              0,
              0,
              null,
              requireNonNull(RaidoRecords.protection(records[i], "/test", NOW).value()),
              new RecordHeaders(),
              Optional.empty()));
    }
  }

  private static ProtectionRecord settings() {
    return new ProtectionRecord.SettingsSet(
        1,
        1,
        new FoldSettings(
            "kokoro",
            10,
            2,
            5,
            Duration.ofMinutes(5),
            2,
            Duration.ofSeconds(15),
            Duration.ofSeconds(30),
            Duration.ofSeconds(4),
            Duration.ofSeconds(16),
            Duration.ofSeconds(60),
            Duration.ofMinutes(5),
            Set.of(),
            "store"),
        "w");
  }

  @Test
  void aLogThatWasCutIsFoldedAnew() {
    consumer.schedulePollTask(() ->
        log(
            0,
            settings(),
            new ProtectionRecord.SwitchSet(true, "host moves", "ada", Duration.ofMinutes(10))));
    consumer.updateBeginningOffsets(Map.of(LOG, 0L));
    consumer.updateEndOffsets(Map.of(LOG, 2L));
    try (GateWatch watch = GateWatch.open("nowhere", Clock.fixed(NOW, ZoneOffset.UTC), consumer)) {
      assertThat(watch.quiet(Duration.ZERO)).contains("host moves");
      // What it has folded is gone, the switch with it, and so is the place where it was.
      consumer.schedulePollTask(() -> log(10, settings()));
      assertThat(watch.quiet(Duration.ZERO)).isEmpty();
    }
  }
}
