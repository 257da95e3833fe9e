package fm.raido.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import fm.raido.localkafka.LocalKafka;
import fm.raido.schemas.announcement.AnnouncementKind;
import fm.raido.schemas.announcement.AnnouncementRequest;
import fm.raido.schemas.announcement.Outcome;
import fm.raido.schemas.announcement.OutcomeKind;
import fm.raido.schemas.connection.KafkaConnection;
import fm.raido.schemas.protection.CallResult;
import fm.raido.schemas.protection.GateCause;
import fm.raido.schemas.protection.ProtectionRecord.CallEnded;
import fm.raido.schemas.protection.ProtectionRecord.WorkerSaid;
import fm.raido.schemas.topic.TopicAdmin;
import fm.raido.schemas.topic.TopicCatalogue;
import fm.raido.schemas.wire.RaidoRecords;
import fm.raido.system.disk.DiskMade;
import fm.raido.system.disk.SmallDisk;
import fm.raido.testkit.ScriptedSpeechHost;
import fm.raido.testkit.process.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The disk under the audio store is really full, and has room again later. */
class FullDiskIT {
  private static final int DISK_BYTES = 8 << 20;
  private static final int PARTITIONS = 2;
  private static final int AT_ONCE = 2;
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  @TempDir Path dir;

  @Test
  void aFullDiskClosesTheGateAndNobodyPaysForIt() throws Exception {
    try (SmallDisk disk = disk();
        LocalKafka kafka = LocalKafka.start(dir.resolve("kafka"), 0);
        ScriptedSpeechHost host = ScriptedSpeechHost.start();
        KafkaProducer<byte[], byte[]> producer = producer(kafka)) {
      try (TopicAdmin admin = TopicAdmin.connect(KafkaConnection.plain(kafka.bootstrapServers()))) {
        admin.apply(TopicCatalogue.topics(PARTITIONS), 1, false);
      }
      Topics topics = new Topics(kafka.bootstrapServers());
      Map<String, String> settings =
          Map.of(
              "KAFKA_BOOTSTRAP_SERVERS",
              kafka.bootstrapServers(),
              "KOKORO_BASE_URL",
              host.baseUrl().toString(),
              "TTS_CACHE_DIR",
              disk.path().toString(),
              "TTS_MAX_IN_FLIGHT",
              Integer.toString(AT_ONCE),
              "AIR_LEAD",
              "2s");
      try (ChildJvm worker =
          Programs.program("worker", dir, settings).launcher(disk::inside).start()) {
        send(producer, request("before", null));
        awaitOutcomes(worker, topics, 1);
        assertThat(disk.fromOutside(file(topics.outcomes().getFirst()))).isRegularFile();

        disk.fill();
        for (int i = 0; i < 20; i++) {
          send(producer, request("r" + i, null));
        }
        send(producer, request("urgent", Duration.ofSeconds(8)));
        await("the gate closed by the full disk")
            .atMost(PATIENCE)
            .until(() -> causes(topics).contains(GateCause.STORE_FAILED));
        // What was spoken when the disk was found full: those in flight, and no more.
        int lost = host.calls().size() - 1;
        assertThat(lost).isBetween(1, AT_ONCE);

        // Nothing that is heard can be kept, a fallback as little: it ends in time and truthfully.
        awaitOutcomes(worker, topics, 2);
        Outcome urgent =
            topics.outcomes().stream()
                .filter(it -> it.id().equals("urgent"))
                .findAny()
                .orElseThrow();
        assertThat(urgent.outcome()).as(urgent.toString()).isEqualTo(OutcomeKind.EXPIRED);
        assertThat(host.calls()).hasSize(1 + lost);
        assertThat(leftovers(disk)).as("half-written files").isEmpty();

        disk.free();
        awaitOutcomes(worker, topics, 22);
        assertThat(causes(topics)).isEmpty();
        assertThat(topics.letters()).isEmpty();
        assertThat(topics.outcomes()).extracting(Outcome::id).doesNotHaveDuplicates();
        assertThat(topics.outcomes())
            .filteredOn(it -> !it.id().equals("urgent"))
            .extracting(Outcome::outcome)
            .containsOnly(OutcomeKind.SPOKEN);
        // Only what had been spoken in vain was spoken again, and the host was blamed for nothing.
        assertThat(host.calls()).hasSize(21 + lost);
        assertThat(topics.outcomes().stream().filter(it -> it.attempts() == 2)).hasSize(lost);
        assertThat(
                topics.protectionLog().stream()
                    .filter(CallEnded.class::isInstance)
                    .map(it -> ((CallEnded) it).result()))
            .hasSize(21 + lost)
            .containsOnly(CallResult.SPOKEN);
      }
    }
  }

  private SmallDisk disk() throws IOException {
    return switch (SmallDisk.tryMake(Files.createDirectory(dir.resolve("tts")), DISK_BYTES)) {
      case DiskMade.Ready(SmallDisk disk) -> disk;
      case DiskMade.NotHere(String why) -> throw Skip.because(why);
    };
  }

  private static KafkaProducer<byte[], byte[]> producer(LocalKafka kafka) {
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", kafka.bootstrapServers(), "acks", "all"),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }

  private static AnnouncementRequest request(String id, @Nullable Duration airIn) {
    Instant now = Clock.systemUTC().instant();
    return new AnnouncementRequest(
        1,
        id,
        "main",
        AnnouncementKind.CUSTOM,
        null,
        "Good evening, these are the words of " + id + ".",
        null,
        null,
        airIn == null ? null : now.plus(airIn),
        now,
        0);
  }

  private static void send(KafkaProducer<byte[], byte[]> producer, AnnouncementRequest request)
      throws InterruptedException, ExecutionException {
    producer.send(RaidoRecords.request(request, "/test", null)).get();
  }

  private static void awaitOutcomes(ChildJvm worker, Topics topics, int number) {
    await(number + " outcomes")
        .atMost(PATIENCE)
        .failFast(worker::requireAlive)
        .until(() -> topics.outcomes().size() >= number);
  }

  /** Why the one worker's gate is closed, as it said last. */
  private static Set<GateCause> causes(Topics topics) {
    return topics.protectionLog().stream()
        .filter(WorkerSaid.class::isInstance)
        .map(WorkerSaid.class::cast)
        .reduce((_, last) -> last)
        .map(WorkerSaid::causes)
        .orElse(Set.of());
  }

  private static String file(Outcome outcome) {
    return Objects.requireNonNull(outcome.audio()).file();
  }

  /** What the store wrote aside and did not take away. */
  private static List<String> leftovers(SmallDisk disk) {
    return Arrays.stream(Objects.requireNonNull(disk.fromOutside("").toFile().list()))
        .filter(name -> name.startsWith(".raido-part"))
        .toList();
  }
}
