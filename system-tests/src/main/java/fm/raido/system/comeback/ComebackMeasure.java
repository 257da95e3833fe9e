package fm.raido.system.comeback;

import fm.raido.schemas.announcement.AnnouncementKind;
import fm.raido.schemas.announcement.AnnouncementRequest;
import fm.raido.schemas.announcement.Outcome;
import fm.raido.schemas.protection.ProtectionRecord.WorkerSaid;
import fm.raido.schemas.settings.Settings;
import fm.raido.schemas.topic.TopicCatalogue;
import fm.raido.schemas.wire.RaidoRecords;
import fm.raido.worker.audio.AudioStore;
import fm.raido.worker.audio.StoreFailed;
import fm.raido.worker.loop.WorkerRules;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Measures {@link Comeback}s of real worker processes on brokers that have Raido's topics and run
 * no other worker. It sees the topics alone.
 */
public final class ComebackMeasure {
  private static final Duration GIVE_UP = Duration.ofSeconds(60);
  private static final int ONE_GIB = 1 << 30;

  private final String bootstrapServers;
  private final Map<String, String> settings;
  private final Path audio;
  private final Clock clock = Clock.systemUTC();
  private long records;

  /** Starts a worker with these settings, by their environment names. */
  public interface WorkerStart {
    /** The process, which is stopped by its caller. */
    Process start(Map<String, String> settings) throws IOException;
  }

  /**
   * @param directory where the audio store goes
   * @param speechHost the base URL of a host that speaks
   */
  public ComebackMeasure(String bootstrapServers, Path directory, String speechHost) {
    this.bootstrapServers = bootstrapServers;
    this.audio = directory.resolve("audio");
    this.settings =
        Map.of(
            "KAFKA_BOOTSTRAP_SERVERS",
            bootstrapServers,
            "TTS_CACHE_DIR",
            audio.toString(),
            "KOKORO_BASE_URL",
            speechHost,
            "WORKER_PORT",
            "0");
  }

  /** Writes eight days into the protection log; takes some seconds. */
  public void fill() throws StoreFailed {
    String store = AudioStore.open(audio, ONE_GIB, clock).marker();
    Instant end = clock.instant();
    records +=
        LogFill.write(
            bootstrapServers,
            LoggedDays.eight(WorkerRules.of(Settings.of(settings), store).fold(), end),
            end);
  }

  /**
   * Has two requests wait, one too late and one to be spoken, starts a worker, and stops it when
   * both are settled.
   *
   * @throws IllegalStateException if there is no outcome of both within a minute
   */
  public Comeback once(WorkerStart workers) throws Exception {
    String late = "late-" + UUID.randomUUID();
    String fresh = "fresh-" + UUID.randomUUID();
    try (KafkaConsumer<byte[], byte[]> reader = reader()) {
      send(late, clock.instant().minusSeconds(600));
      send(fresh, null);
      Map<String, Duration> seen = new HashMap<>();
      Instant started = clock.instant();
      long startedNanos = System.nanoTime();
      Process worker = workers.start(settings);
      Duration cpu;
      try {
        while (!(seen.containsKey(late) && seen.containsKey(fresh))) {
          for (ConsumerRecord<byte[], byte[]> record : reader.poll(Duration.ofMillis(50))) {
            look(record, started, startedNanos, seen);
          }
          if (System.nanoTime() - startedNanos > GIVE_UP.toNanos()) {
            throw new IllegalStateException("no outcome of both requests in " + GIVE_UP);
          }
        }
        cpu = worker.info().totalCpuDuration().orElse(Duration.ZERO);
      } finally {
        worker.destroy();
        worker.waitFor();
      }
      return new Comeback(
          records,
          seen.getOrDefault("folded", Duration.ZERO),
          seen.getOrDefault("joined", Duration.ZERO),
          seen.values().stream()
              .filter(d -> d.equals(seen.get(late)) || d.equals(seen.get(fresh)))
              .min(Duration::compareTo)
              .orElseThrow(),
          seen.get(fresh),
          cpu);
    }
  }

  private static void look(
      ConsumerRecord<byte[], byte[]> record,
      Instant started,
      long startedNanos,
      Map<String, Duration> seen) {
    Duration now = Duration.ofNanos(System.nanoTime() - startedNanos);
    if (record.topic().equals(TopicCatalogue.OUTCOMES)) {
      RaidoRecords.readOutcome(record.value())
          .map(Outcome::id)
          .ifPresent(id -> seen.putIfAbsent(id, now));
    } else if (RaidoRecords.readProtection(record.value()).orElse(null) instanceof WorkerSaid) {
      seen.putIfAbsent(
          "folded", Duration.between(started, Instant.ofEpochMilli(record.timestamp())));
    }
  }

  private KafkaConsumer<byte[], byte[]> reader() {
    KafkaConsumer<byte[], byte[]> reader =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers", bootstrapServers,
                "client.id", "comeback-reader",
                "group.protocol", "classic",
                "isolation.level", "read_committed",
                "auto.offset.reset", "none",
                "enable.auto.commit", false),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> all =
        List.of(TopicCatalogue.OUTCOMES, TopicCatalogue.PROTECTION).stream()
            .flatMap(topic -> reader.partitionsFor(topic).stream())
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    reader.assign(all);
    reader.endOffsets(all).forEach(reader::seek);
    return reader;
  }

  private void send(String id, @Nullable Instant airBy)
      throws InterruptedException, ExecutionException {
    try (Producer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrapServers, "acks", "all"),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      producer
          .send(
              RaidoRecords.request(
                  new AnnouncementRequest(
                      AnnouncementRequest.SCHEMA_VERSION,
                      id,
                      "station-" + id.charAt(0),
                      AnnouncementKind.CUSTOM,
                      null,
                      "Back on air after a short break, only here: " + id + ".",
                      null,
                      null,
                      airBy,
                      clock.instant(),
                      0),
                  "/comeback",
                  null))
          .get();
    }
  }

  static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
