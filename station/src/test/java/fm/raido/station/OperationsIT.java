package fm.raido.station;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import fm.raido.controlroom.doctor.DoctorCommand;
import fm.raido.schemas.announcement.AnnouncementKind;
import fm.raido.schemas.announcement.AnnouncementRequest;
import fm.raido.schemas.wire.Json;
import fm.raido.schemas.wire.RaidoRecords;
import fm.raido.testkit.Reply;
import fm.raido.testkit.ScriptedSpeechHost;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;

/** What {@code docs/operations.md} tells an operator to type, on a station that is on air. */
@Timeout(120)
class OperationsIT {
  private static final Path DOCUMENTS = Path.of("..", "docs");

  /** These run until they are stopped; tests of their own start them. */
  private static final List<String> LONG = List.of("station", "worker", "producer", "agent");

  @TempDir static Path dir;
  private static ScriptedSpeechHost host;
  private static Station station;

  @BeforeAll
  static void start() {
    host = ScriptedSpeechHost.start();
    station =
        Station.start(
            StationPlan.everyday(dir, true, 0),
            Map.of(
                "KOKORO_BASE_URL",
                host.baseUrl().toString(),
                "BACKOFF_MIN",
                "100ms",
                "BACKOFF_MAX",
                "200ms",
                // The tests' own machine is busy with the tests.
                "PROTECT_ON_HOSTS",
                "nobody"));
    Awaitility.await("the worker is on air")
        .atMost(Duration.ofSeconds(60))
        .until(() -> station.worker().worker().isLive());
  }

  @AfterAll
  static void stop() {
    station.close();
    host.close();
  }

  @Test
  void aHealthyStationIsGoodFromTheBrokersToTheDisk() {
    Ran tried = doctor("--speak");
    assertThat(tried.out())
        .as(tried.toString())
        .anyMatch(line -> line.startsWith("good     a try"));
    assertThat(tried.exitCode()).isZero();

    Ran doctor = doctor();
    assertThat(doctor.err()).isEmpty();
    assertThat(doctor.exitCode()).as(doctor.toString()).isZero();
    assertThat(doctor.out())
        .filteredOn(line -> line.startsWith("good"))
        .extracting(line -> line.substring(9, 22).strip())
        .containsExactly(
            "brokers",
            "topics",
            "settings",
            "clocks",
            "speech host",
            "breaker",
            "gate",
            "workers",
            "lag",
            "oldest wait",
            "dead letters",
            "audio store");
    assertThat(doctor.out())
        .contains("warning  agents       PROTECT_ON_HOSTS names nobody, which nobody has heard")
        .last()
        .isEqualTo("nothing is wrong; 1 warning");
  }

  @Test
  void explainsAFailureItsLetterItsReplayAndItsVoice() throws Exception {
    host.next(Reply.broken(), Reply.broken());
    publish(RaidoRecords.request(request("late-song", 0), "/test", null));
    JsonNode buried = awaitState("late-song", "dead-lettered");
    assertThat(whats(buried))
        .containsExactly(
            "requested", "granted", "ended", "granted", "ended", "settled", "dead-lettered");

    replay(buried);
    JsonNode spoken = awaitState("late-song", "settled");
    assertThat(whats(spoken))
        .containsExactly(
            "requested",
            "granted",
            "ended",
            "granted",
            "ended",
            "settled",
            "dead-lettered",
            "moved",
            "replayed",
            "granted",
            "ended",
            "settled");
    Ran text = ran("explain", "late-song", "--kafka", station.bootstrapServers());
    assertThat(String.join("\n", text.out()))
        .contains("attempt 2", "a dead letter was written: EXHAUSTED")
        .contains("the dead letter was moved back to the requests by ann")
        .contains("replayed as pass 1 by ann")
        .contains("SPOKEN: \"Words that came late.\" in voice af_bella, from the speech host")
        .contains("now: it has its outcome: nothing of it waits");
    // It is not left behind for the doctor of the other test.
    assertThat(doctor().out()).anyMatch(line -> line.contains("dead letters none is outstanding"));
  }

  /** As a replay does it: tombstone and request of the next pass in one transaction. */
  private static void replay(JsonNode buried) throws Exception {
    String where = buried.get("events").get(6).get("where").stringValue();
    int partition =
        Integer.parseInt(where.substring(where.lastIndexOf('-') + 1, where.indexOf('@')));
    List<org.apache.kafka.common.header.Header> headers =
        List.of(
            new RecordHeader("raido-replay-who", "ann".getBytes(UTF_8)),
            new RecordHeader("raido-replay-action", "replayed".getBytes(UTF_8)));
    ProducerRecord<byte[], byte[]> next =
        RaidoRecords.request(request("late-song", 1), "/test", null);
    headers.forEach(next.headers()::add);
    try (KafkaProducer<byte[], byte[]> producer = producer(Map.of("transactional.id", "replay"))) {
      producer.initTransactions();
      producer.beginTransaction();
      var _ =
          producer.send(
              new ProducerRecord<>(
                  "raido.requests-dlt", partition, "late-song/0".getBytes(UTF_8), null, headers));
      var _ = producer.send(next);
      producer.commitTransaction();
    }
  }

  @Test
  void everyCommandInABoxOfTheGuideRunsAsItSays() throws Exception {
    publish(RaidoRecords.request(request("asked-about", 0), "/test", null));
    awaitState("asked-about", "settled");
    List<List<String>> lines = CommandLines.boxed(DOCUMENTS.resolve("operations.md"));
    assertThat(lines).hasSizeGreaterThan(15);
    for (List<String> line : lines) {
      assertParses(line);
      if (!LONG.contains(line.getFirst())) {
        Ran ran = ran(onThisStation(line).toArray(String[]::new));
        List<Integer> fine =
            List.of("status", "doctor").contains(line.getFirst()) ? List.of(0, 3) : List.of(0);
        assertThat(fine).describedAs("%s: %s", line, ran).contains(ran.exitCode());
      }
    }
    assertThat(ran("status", "--kafka", station.bootstrapServers()).exitCode())
        .as("the guide ends on air")
        .isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"docs/operations.md", "docs/operating.md", "README.md"})
  void everyCommandInTheTextIsOne(String document) throws IOException {
    for (List<String> line : CommandLines.inline(Path.of("..").resolve(document))) {
      assertParses(line);
    }
  }

  private static void assertParses(List<String> line) {
    CommandLine raido = Raido.commandLine();
    // These are programs of the launcher alone.
    if (List.of("test", "prove", "bench").contains(line.getFirst())) {
      return;
    }
    // As long as it parses, picocli has nothing to say.
    assertThat(raido.parseArgs(line.toArray(String[]::new)).errors())
        .describedAs("%s", line)
        .isEmpty();
  }

  private static List<String> onThisStation(List<String> line) {
    List<String> words = new ArrayList<>();
    for (String word : line) {
      words.add(word.equals("REQUEST-ID") ? "asked-about" : word.equals("HOST") ? "station" : word);
    }
    if (!line.getFirst().equals("settings")) {
      words.add("--kafka");
      words.add(station.bootstrapServers());
    }
    return words;
  }

  private static JsonNode awaitState(String id, String state) {
    return Awaitility.await("request " + id + " is " + state)
        .atMost(Duration.ofSeconds(60))
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(500))
        .until(
            () -> {
              Ran ran = ran("explain", id, "--json", "--kafka", station.bootstrapServers());
              return Json.MAPPER.readTree(ran.exitCode() == 0 ? ran.out().getFirst() : "{}");
            },
            json -> json.at("/now/state").asString("").equals(state));
  }

  private static List<String> whats(JsonNode explained) {
    return explained
        .get("events")
        .valueStream()
        .map(event -> event.get("what").stringValue())
        .toList();
  }

  private static AnnouncementRequest request(String id, int pass) {
    Instant now = Clock.systemUTC().instant();
    String text = id.equals("late-song") ? "Words that came late." : "Words that are asked about.";
    return new AnnouncementRequest(
        1, id, "main", AnnouncementKind.CUSTOM, null, text, null, null, null, now, pass);
  }

  private static void publish(ProducerRecord<byte[], byte[]> record) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer = producer(Map.of())) {
      producer.send(record).get();
    }
  }

  private static KafkaProducer<byte[], byte[]> producer(Map<String, Object> more) {
    Map<String, Object> config = new java.util.HashMap<>(more);
    config.put("bootstrap.servers", station.bootstrapServers());
    return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** What a command printed and how it ended. */
  private record Ran(int exitCode, List<String> out, List<String> err) {}

  /** The doctor with the station's own settings, as an operator has them in {@code .env}. */
  private static Ran doctor(String... args) {
    return ran(new CommandLine(new DoctorCommand(station.settings(), Clock.systemUTC())), args);
  }

  private static Ran ran(String... args) {
    return ran(Raido.commandLine(), args);
  }

  private static Ran ran(CommandLine line, String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    int exitCode = line.execute(args);
    return new Ran(exitCode, out.toString().lines().toList(), err.toString().lines().toList());
  }
}
