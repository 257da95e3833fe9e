package fm.raido.controlroom.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import fm.raido.controlroom.letters.Letter;
import fm.raido.controlroom.letters.LetterFilter;
import fm.raido.controlroom.letters.LetterTable;
import fm.raido.localkafka.LocalKafka;
import fm.raido.schemas.announcement.AnnouncementKind;
import fm.raido.schemas.announcement.AnnouncementRequest;
import fm.raido.schemas.connection.KafkaConnection;
import fm.raido.schemas.letter.DeadLetter;
import fm.raido.schemas.letter.DeadLetterReason;
import fm.raido.schemas.protection.ProtectionRecord;
import fm.raido.schemas.settings.Settings;
import fm.raido.schemas.topic.TopicAdmin;
import fm.raido.schemas.topic.TopicCatalogue;
import fm.raido.schemas.wire.RaidoRecords;
import fm.raido.testkit.CommittedRecords;
import fm.raido.testkit.EverydayRules;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** A broker with Raido's topics, dead letters of one's choice, and what became of them. */
final class LetterBench implements AutoCloseable {
  static final int PARTITIONS = 3;
  static final Instant FAILED = Instant.parse("2026-11-20T20:15:00Z");

  private final LocalKafka kafka;
  private final KafkaProducer<byte[], byte[]> producer;

  LetterBench(Path directory) {
    this.kafka = LocalKafka.start(directory, 0);
    try (TopicAdmin admin = TopicAdmin.connect(KafkaConnection.plain(kafka.bootstrapServers()))) {
      admin.apply(TopicCatalogue.topics(PARTITIONS), 1, false);
    }
    this.producer =
        new KafkaProducer<>(
            Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    onAir();
  }

  String bootstrap() {
    return kafka.bootstrapServers();
  }

  /** The station may speak: there are settings, and nothing speaks against it. */
  void onAir() {
    log(EverydayRules.record("store", "w"));
  }

  void log(ProtectionRecord record) {
    write(RaidoRecords.protection(record, "/test", Instant.EPOCH));
  }

  static AnnouncementRequest request(String id, int pass) {
    return new AnnouncementRequest(
        1,
        id,
        "station-" + Math.floorMod(id.hashCode(), 5),
        AnnouncementKind.CUSTOM,
        null,
        "Words of " + id,
        null,
        null,
        null,
        FAILED,
        pass);
  }

  static DeadLetter letter(int partition, AnnouncementRequest request) {
    return new DeadLetter(
        1,
        request.id(),
        request.pass(),
        DeadLetterReason.EXHAUSTED,
        "the host was dead",
        request,
        null,
        false,
        2,
        new DeadLetter.Origin(TopicCatalogue.REQUESTS, partition, 7, FAILED),
        FAILED,
        "w");
  }

  /** So many letters of first passes, {@code PREFIX-0} and on, over all partitions. */
  void letters(String prefix, int count) {
    for (int i = 0; i < count; i++) {
      var _ =
          producer.send(
              RaidoRecords.deadLetter(letter(i % PARTITIONS, request(prefix + "-" + i, 0)), null));
    }
    producer.flush();
  }

  void write(ProducerRecord<byte[], byte[]> record) {
    try {
      producer.send(record).get(10, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  static ProducerRecord<byte[], byte[]> record(
      String topic, int partition, @Nullable String key, @Nullable String value) {
    return new ProducerRecord<>(
        topic,
        partition,
        key == null ? null : key.getBytes(UTF_8),
        value == null ? null : value.getBytes(UTF_8));
  }

  List<Letter> outstanding() {
    return LetterTable.outstanding(
        KafkaConnection.plain(bootstrap()), TopicCatalogue.DEAD_LETTERS, LetterFilter.ALL);
  }

  ReplayPlan plan(LetterFilter filter) {
    return ReplayPlan.replay(filter, Settings.of(Map.of()), "sven");
  }

  /** All that is committed to a topic, each partition in its order. */
  List<ConsumerRecord<byte[], byte[]>> committed(String topic) {
    List<ConsumerRecord<byte[], byte[]>> all = CommittedRecords.of(bootstrap(), topic);
    all.sort(
        Comparator.<ConsumerRecord<byte[], byte[]>>comparingInt(ConsumerRecord::partition)
            .thenComparingLong(ConsumerRecord::offset));
    return all;
  }

  /** The requests in Kafka, with where they lie. */
  List<Replayed> replayed() {
    return committed(TopicCatalogue.REQUESTS).stream().map(Replayed::of).toList();
  }

  @Override
  public void close() {
    producer.close(Duration.ZERO);
    kafka.close();
  }
}
