package fm.raido.agent;

import fm.raido.schemas.pressure.HostPressure;
import fm.raido.schemas.protection.ProtectionRecord.HostBeat;
import fm.raido.schemas.topic.TopicCatalogue;
import fm.raido.schemas.wire.Headers;
import fm.raido.schemas.wire.RaidoRecords;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads everything that an agent has written, from the beginning. */
final class ProtectionTail implements AutoCloseable {
  /** A beat, when its agent made it, and when the broker took it. */
  record Heard(HostBeat beat, Instant made, Instant taken) {}

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final List<Heard> beats = new ArrayList<>();
  private final List<HostPressure> readings = new ArrayList<>();

  ProtectionTail(String bootstrapServers) {
    consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrapServers, "enable.auto.commit", false),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> both =
        List.of(
            new TopicPartition(TopicCatalogue.PROTECTION, 0),
            new TopicPartition(TopicCatalogue.HOST_PRESSURE, 0));
    consumer.assign(both);
    consumer.seekToBeginning(both);
  }

  /** All beats up to now, in the order of the log. */
  List<Heard> beats() {
    poll();
    return beats;
  }

  /** All readings up to now. */
  List<HostPressure> readings() {
    poll();
    return readings;
  }

  @Override
  public void close() {
    consumer.close();
  }

  private void poll() {
    for (ConsumerRecord<byte[], byte[]> read : consumer.poll(Duration.ofMillis(100))) {
      if (read.topic().equals(TopicCatalogue.PROTECTION)) {
        HostBeat beat = (HostBeat) RaidoRecords.readProtection(read.value()).orElseThrow();
        String made = RaidoRecords.headerText(read.headers(), Headers.CE_TIME);
        beats.add(
            new Heard(
                beat,
                Instant.parse(Objects.requireNonNull(made)),
                Instant.ofEpochMilli(read.timestamp())));
      } else {
        readings.add(RaidoRecords.readPressure(read.value()).orElseThrow());
      }
    }
  }
}
