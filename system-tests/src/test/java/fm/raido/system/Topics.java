package fm.raido.system;

import fm.raido.protection.fold.ProtectionFold;
import fm.raido.schemas.announcement.AnnouncementRequest;
import fm.raido.schemas.announcement.Outcome;
import fm.raido.schemas.announcement.RequestReader;
import fm.raido.schemas.announcement.RequestReading;
import fm.raido.schemas.letter.DeadLetter;
import fm.raido.schemas.protection.ProtectionRecord;
import fm.raido.schemas.topic.TopicCatalogue;
import fm.raido.schemas.wire.RaidoRecords;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What a reader sees on the topics who sees only what is committed, and knows nothing else. */
final class Topics {
  private final String bootstrapServers;

  Topics(String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
  }

  List<AnnouncementRequest> requests() {
    return read(
        TopicCatalogue.REQUESTS,
        r ->
            RequestReader.read(r.value()) instanceof RequestReading.Valid valid
                ? Optional.of(valid.request())
                : Optional.empty());
  }

  List<Outcome> outcomes() {
    return read(TopicCatalogue.OUTCOMES, r -> RaidoRecords.readOutcome(r.value()));
  }

  List<ProtectionRecord> protectionLog() {
    return read(TopicCatalogue.PROTECTION, r -> RaidoRecords.readProtection(r.value()));
  }

  /** The protection log, folded. */
  ProtectionFold fold() {
    ProtectionFold fold = new ProtectionFold();
    List<Object> _ =
        read(
            TopicCatalogue.PROTECTION,
            r -> {
              fold.apply(
                  RaidoRecords.readProtection(r.value()), Instant.ofEpochMilli(r.timestamp()));
              return Optional.empty();
            });
    return fold;
  }

  List<DeadLetter> letters() {
    return read(TopicCatalogue.DEAD_LETTERS, r -> RaidoRecords.readDeadLetter(r.value()));
  }

  private <T> List<T> read(
      String topic, Function<ConsumerRecord<byte[], byte[]>, Optional<T>> reader) {
    List<T> all = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "isolation.level",
                "read_committed",
                "auto.offset.reset",
                "none"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(p -> new TopicPartition(topic, p.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
        consumer.poll(Duration.ofMillis(100)).forEach(r -> reader.apply(r).ifPresent(all::add));
      }
    }
    return all;
  }
}
