package fm.raido.worker;

import fm.raido.localkafka.LocalKafka;
import fm.raido.schemas.announcement.AnnouncementKind;
import fm.raido.schemas.announcement.AnnouncementRequest;
import fm.raido.schemas.announcement.Outcome;
import fm.raido.schemas.letter.DeadLetter;
import fm.raido.schemas.protection.ProtectionRecord;
import fm.raido.schemas.settings.Settings;
import fm.raido.schemas.topic.TopicAdmin;
import fm.raido.schemas.topic.TopicCatalogue;
import fm.raido.schemas.wire.RaidoRecords;
import fm.raido.testkit.ScriptedSpeechHost;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * A broker, a speech host, and as many workers as a test wants, with everything on the topics in
 * view.
 */
final class Rig implements AutoCloseable {
  static final int PARTITIONS = 2;

  private final LocalKafka kafka;
  private final KafkaProducer<byte[], byte[]> producer;
  private final Path dir;
  private final List<WorkerProgram> workers = new ArrayList<>();
  final ScriptedSpeechHost host = ScriptedSpeechHost.start();

  Rig(Path dir) {
    this.dir = dir;
    this.kafka = LocalKafka.start(dir.resolve("kafka"), 0);
    try (TopicAdmin admin = TopicAdmin.connect(kafka.bootstrapServers())) {
      admin.apply(TopicCatalogue.topics(PARTITIONS), 1, false);
    }
    this.producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka.bootstrapServers(), "acks", "all"),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  String bootstrapServers() {
    return kafka.bootstrapServers();
  }

  Path store() {
    return dir.resolve("tts");
  }

  /** Starts a worker with short timings, unless the given settings say otherwise. */
  WorkerProgram worker(Map<String, String> settings) {
    Map<String, String> all = new HashMap<>();
    all.put("KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers());
    all.put("KOKORO_BASE_URL", host.baseUrl().toString());
    all.put("TTS_CACHE_DIR", store().toString());
    all.put("WORKER_PORT", "0");
    all.put("TTS_MAX_PER_MINUTE", "1000");
    all.put("TTS_TIMEOUT", "2s");
    all.put("TTS_GRACE", "3s");
    all.put("BACKOFF_MIN", "100ms");
    all.put("BACKOFF_MAX", "200ms");
    all.put("BREAKER_OPEN", "2s");
    all.put("RAMP_STEP", "1s");
    all.putAll(settings);
    WorkerProgram worker = WorkerProgram.start(Settings.of(all), Map.copyOf(all));
    workers.add(worker);
    return worker;
  }

  static AnnouncementRequest request(String id, String text, @Nullable Duration airIn) {
    Instant now = Clock.systemUTC().instant();
    return new AnnouncementRequest(
        1,
        id,
        "main",
        AnnouncementKind.CUSTOM,
        null,
        text,
        null,
        null,
        airIn == null ? null : now.plus(airIn),
        now,
        0);
  }

  void send(AnnouncementRequest request) {
    send(RaidoRecords.request(request, "/test", null));
  }

  void send(ProducerRecord<byte[], byte[]> record) {
    try {
      producer.send(record).get();
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError(e);
    }
  }

  void say(ProtectionRecord record) {
    send(RaidoRecords.protection(record, "/test", Clock.systemUTC().instant()));
  }

  /** The outcomes so far, as a reader sees them who sees only what is committed. */
  List<Outcome> outcomes() {
    return read(TopicCatalogue.OUTCOMES, PARTITIONS, r -> RaidoRecords.readOutcome(r.value()));
  }

  List<DeadLetter> letters() {
    return read(
        TopicCatalogue.DEAD_LETTERS, PARTITIONS, r -> RaidoRecords.readDeadLetter(r.value()));
  }

  List<ProtectionRecord> protectionLog() {
    return read(TopicCatalogue.PROTECTION, 1, r -> RaidoRecords.readProtection(r.value()));
  }

  <T> List<T> read(
      String topic, int partitions, Function<ConsumerRecord<byte[], byte[]>, Optional<T>> reader) {
    List<T> all = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                kafka.bootstrapServers(),
                "isolation.level",
                "read_committed",
                "auto.offset.reset",
                "none"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> assigned = new ArrayList<>();
      for (int p = 0; p < partitions; p++) {
        assigned.add(new TopicPartition(topic, p));
      }
      consumer.assign(assigned);
      consumer.seekToBeginning(assigned);
      Map<TopicPartition, Long> ends = consumer.endOffsets(assigned);
      while (assigned.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
        consumer.poll(Duration.ofMillis(50)).forEach(r -> reader.apply(r).ifPresent(all::add));
      }
    }
    return all;
  }

  @Override
  public void close() {
    workers.forEach(WorkerProgram::close);
    producer.close(Duration.ofSeconds(2));
    host.close();
    kafka.close();
  }
}
