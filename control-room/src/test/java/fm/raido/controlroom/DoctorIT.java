package fm.raido.controlroom;

import static org.assertj.core.api.Assertions.assertThat;

import fm.raido.localkafka.LocalKafka;
import fm.raido.schemas.announcement.AnnouncementKind;
import fm.raido.schemas.announcement.AnnouncementRequest;
import fm.raido.schemas.letter.DeadLetter;
import fm.raido.schemas.letter.DeadLetterReason;
import fm.raido.schemas.protection.ProtectionRecord;
import fm.raido.schemas.wire.Headers;
import fm.raido.schemas.wire.Json;
import fm.raido.schemas.wire.RaidoRecords;
import fm.raido.testkit.EverydayRules;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The doctor before a patient that is ill; a healthy one is looked at in module station. */
@Timeout(90)
class DoctorIT {
  private static final String AUDIO_STORE = "11111111-2222-3333-4444-555555555555";

  @TempDir Path dir;

  @Test
  void aDeadClusterIsOneWrongAndTheRestIsSkippedInTime() throws Exception {
    Path store = Files.createDirectories(dir.resolve("tts"));
    long start = System.nanoTime();
    // Nobody listens on port 1.
    Run run =
        Run.of(
            Map.of("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:1", "TTS_CACHE_DIR", store.toString()),
            Clock.systemUTC(),
            "doctor");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).isEmpty();
    assertThat(run.out().getFirst())
        .startsWith(
            "wrong    brokers      cannot reach Kafka at 127.0.0.1:1: no answer within 4 s; do the brokers run");
    assertThat(run.out().get(1)).isEqualTo("                      next: raido settings");
    assertThat(run.out().getLast()).isEqualTo("1 wrong, no warnings");
    assertThat(run.out()).filteredOn(line -> line.startsWith("skipped")).hasSize(11);
    assertThat(run.out()).anyMatch(line -> line.startsWith("good     audio store"));
  }

  @Test
  void findsEverythingThatIsBrokenInOneLook() throws Exception {
    try (LocalKafka kafka = LocalKafka.start(dir.resolve("kafka"), 0)) {
      Map<String, String> environment = new HashMap<>();
      environment.put("KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers());
      environment.put("TTS_CACHE_DIR", dir.toString());
      assertThat(run(environment, "topics", "apply").exitCode()).isZero();
      try (Producer<byte[], byte[]> producer = producer(kafka)) {
        append(producer, RaidoRecords.protection(settings(), "/test", Instant.EPOCH));
        append(producer, letter("song-1"));
        append(producer, letter("song-2"));
        append(
            producer,
            new ProducerRecord<>(
                "raido.requests-dlt", 0, "song-2/0".getBytes(StandardCharsets.UTF_8), null));
        append(producer, RaidoRecords.request(request("song-3"), "/test", null));
      }
      delete(kafka, "raido.outcomes");
      environment.put("TTS_MAX_PER_MINUTE", "20");

      Run run = run(environment, "doctor", "--json");
      assertThat(run.err()).isEmpty();
      assertThat(run.exitCode()).isEqualTo(1);
      JsonNode json = Json.MAPPER.readTree(run.out().getFirst());
      assertThat(json.get("verdict").stringValue()).isEqualTo("wrong");
      assertItem(json, "brokers", "good", "1 broker at ", null);
      assertItem(json, "topics", "wrong", "topic raido.outcomes is missing", "raido topics apply");
      assertItem(
          json,
          "settings",
          "wrong",
          "TTS_MAX_PER_MINUTE is 10 in force and 20 here",
          "raido settings");
      assertItem(json, "clocks", "skipped", "no record came within 6 s", null);
      assertItem(
          json, "agents", "warning", "no agent is heard", "raido agent (on the speech host)");
      assertItem(json, "speech host", "warning", "nobody has called it", "raido doctor --speak");
      assertItem(json, "breaker", "good", "closed", null);
      assertItem(json, "gate", "good", "open", null);
      assertItem(json, "workers", "wrong", "no worker is in the group", "raido worker");
      assertItem(
          json,
          "lag",
          "warning",
          "1 request waits in 1 partition, 1 of which no worker has ever read",
          "raido worker");
      assertItem(json, "oldest wait", "good", "the oldest request waits for ", null);
      assertItem(
          json,
          "dead letters",
          "warning",
          "1 is outstanding (1 EXHAUSTED)",
          "raido dead-letters list");
      assertItem(json, "audio store", "wrong", dir + " has no marker", "ls -la " + dir);

      delete(kafka, "raido.protection");
      List<String> lines = run(environment, "doctor").out();
      assertThat(lines)
          .contains(
              "wrong    topics       topic raido.protection is missing",
              "skipped  gate         the topics are not as they must be");
    }
  }

  private static void assertItem(
      JsonNode json, String check, String result, String words, @Nullable String next) {
    JsonNode item =
        json.get("checks")
            .valueStream()
            .filter(node -> node.get("check").stringValue().equals(check))
            .findFirst()
            .orElseThrow();
    assertThat(item.get("result").stringValue()).describedAs(item.toString()).isEqualTo(result);
    assertThat(item.get("words").stringValue()).startsWith(words);
    assertThat(item.path("next").asString(null)).isEqualTo(next);
  }

  private static void delete(LocalKafka kafka, String topic) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      admin.deleteTopics(List.of(topic)).all().get(10, TimeUnit.SECONDS);
      Awaitility.await("the topic is gone")
          .until(() -> !admin.listTopics().names().get(10, TimeUnit.SECONDS).contains(topic));
    }
  }

  private static ProducerRecord<byte[], byte[]> letter(String id) {
    ProducerRecord<byte[], byte[]> record =
        RaidoRecords.deadLetter(
            new DeadLetter(
                1,
                id,
                0,
                DeadLetterReason.EXHAUSTED,
                "HTTP 500",
                request(id),
                null,
                false,
                2,
                new DeadLetter.Origin("raido.requests", 0, 0, Instant.EPOCH),
                Instant.EPOCH,
                "w1"),
            null);
    record.headers().add(Headers.LETTER_REASON, "EXHAUSTED".getBytes(StandardCharsets.UTF_8));
    return record;
  }

  private static AnnouncementRequest request(String id) {
    return new AnnouncementRequest(
        1,
        id,
        "main",
        AnnouncementKind.CUSTOM,
        null,
        "Good evening.",
        null,
        null,
        null,
        Instant.EPOCH,
        0);
  }

  private static ProtectionRecord settings() {
    return EverydayRules.record(AUDIO_STORE, "w1");
  }

  private static void append(
      Producer<byte[], byte[]> producer, ProducerRecord<byte[], byte[]> record) throws Exception {
    producer.send(record).get(10, TimeUnit.SECONDS);
  }

  private static Producer<byte[], byte[]> producer(LocalKafka kafka) {
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", kafka.bootstrapServers(), "acks", "all"),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }

  private static Run run(Map<String, String> environment, String... args) {
    return Run.of(environment, Clock.systemUTC(), args);
  }
}
