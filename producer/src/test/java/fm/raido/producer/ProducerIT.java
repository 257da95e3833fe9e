package fm.raido.producer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import fm.raido.schemas.announcement.AnnouncementKind;
import fm.raido.schemas.announcement.AnnouncementRequest;
import fm.raido.schemas.announcement.Outcome;
import fm.raido.schemas.announcement.OutcomeKind;
import fm.raido.schemas.announcement.RequestReader;
import fm.raido.schemas.announcement.RequestReading;
import fm.raido.schemas.topic.TopicCatalogue;
import fm.raido.schemas.wire.Headers;
import fm.raido.schemas.wire.RaidoRecords;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The producer with a real broker: what is answered is what is in Kafka. */
class ProducerIT {
  private static final String JSON = "application/json";

  @TempDir private static Path directory = Path.of(".");
  private static Bench bench;
  private static ProducerProgram producer;

  @BeforeAll
  static void start() {
    bench = Bench.start(directory);
    producer = bench.producer(Map.of("INTAKE_PER_SECOND", 1_000, "STATIONS", "main,night"));
  }

  @AfterAll
  static void stop() {
    producer.close();
    bench.close();
  }

  @Test
  void whatIsAnsweredWith202IsInKafkaWithKeyAndHeaders() throws Exception {
    String trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    Bench.Answer answer =
        bench.announce(
            producer,
            intro("Massive Attack", "Teardrop", "\"airIn\":\"2m\""),
            "Content-Type",
            JSON,
            "traceparent",
            trace);

    assertThat(answer.status()).isEqualTo(202);
    String id = answer.json().path("id").asString();
    assertThat(answer.headers().firstValue("location")).contains("/v1/announcements/" + id);
    assertThat(answer.json().path("duplicate").asBoolean()).isFalse();
    ConsumerRecord<byte[], byte[]> record = recordOf(id);
    AnnouncementRequest request = request(record);
    assertThat(new String(record.key(), UTF_8)).isEqualTo("main");
    assertThat(request.kind()).isEqualTo(AnnouncementKind.INTRO);
    assertThat(Duration.between(request.createdAt(), request.airBy()))
        .isBetween(Duration.ofMinutes(2), Duration.ofSeconds(121));
    assertThat(RaidoRecords.headerText(record.headers(), Headers.TRACEPARENT)).isEqualTo(trace);
    assertThat(RaidoRecords.headerText(record.headers(), Headers.CE_ID)).isEqualTo(id);
    assertThat(RaidoRecords.headerText(record.headers(), Headers.CE_SOURCE)).isEqualTo("/producer");
  }

  @Test
  void anInvalidTraceIsReplacedByANewOne() throws Exception {
    Bench.Answer answer =
        bench.announce(
            producer, custom("trace"), "Content-Type", JSON, "traceparent", "00-0-0-hello");

    String trace =
        RaidoRecords.headerText(
            recordOf(answer.json().path("id").asString()).headers(), Headers.TRACEPARENT);
    assertThat(trace).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01");
  }

  @Test
  void aRepeatWithTheSameKeyIsADuplicateWithoutASecondRecord() throws Exception {
    String key = UUID.randomUUID().toString();
    String body = intro("Kate Bush", "Cloudbusting", "\"airIn\":\"2m\"");

    Bench.Answer first = keyed(producer, body, key);
    Bench.Answer second = keyed(producer, body, key);

    assertThat(List.of(first.status(), second.status())).containsExactly(202, 202);
    String id = first.json().path("id").asString();
    assertThat(second.json().path("id").asString()).isEqualTo(id);
    assertThat(second.json().path("duplicate").asBoolean()).isTrue();
    assertThat(recordsOf(id)).hasSize(1);
  }

  @Test
  void manyRepeatsAtOnceMakeOneRecord() throws Exception {
    String key = UUID.randomUUID().toString();
    List<Bench.Answer> answers;
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<CompletableFuture<Bench.Answer>> calls =
          IntStream.range(0, 20)
              .mapToObj(i ->
                  CompletableFuture.supplyAsync(
                      () -> unchecked(() -> keyed(producer, custom("many"), key)), callers))
              .toList();
      answers = calls.stream().map(CompletableFuture::join).toList();
    }

    assertThat(answers).allMatch(answer -> answer.status() == 202);
    assertThat(answers.stream().map(a -> a.json().path("id").asString()).distinct()).hasSize(1);
    assertThat(answers).filteredOn(a -> !a.json().path("duplicate").asBoolean()).hasSize(1);
    assertThat(recordsOf(answers.getFirst().json().path("id").asString())).hasSize(1);
  }

  @Test
  void aRepeatAfterARestartIsADuplicateAndTheCooldownStillHolds() throws Exception {
    String key = UUID.randomUUID().toString();
    String body = intro("Nina Simone", "Sinnerman", "\"voice\":\"af_bella\"");
    String id = keyed(producer, body, key).json().path("id").asString();

    try (ProducerProgram next = bench.producer(Map.of())) {
      assertThat(next.history().awaitCaughtUp(Duration.ofSeconds(20))).isTrue();
      Bench.Answer repeat = keyed(next, body, key);
      Bench.Answer again = bench.announce(next, body);

      assertThat(repeat.json().path("id").asString()).isEqualTo(id);
      assertThat(repeat.json().path("duplicate").asBoolean()).isTrue();
      assertThat(again.status()).isEqualTo(409);
      assertThat(bench.get(next, "/v1/announcements/" + id).json().path("status").asString())
          .isEqualTo("accepted");
    }
    assertThat(recordsOf(id)).hasSize(1);
  }

  @Test
  void theSameTrackCoolsDownHoweverItIsSpelled() throws Exception {
    bench.announce(producer, intro("Björk", "Jóga", "\"airIn\":\"2m\""));

    Bench.Answer again = bench.announce(producer, intro(" BJÖRK ", "jóga", "\"airIn\":\"3m\""));
    Bench.Answer outro =
        bench.announce(
            producer, intro("Björk", "Jóga", "\"airIn\":\"2m\"").replace("intro", "outro"));

    assertThat(again.status()).isEqualTo(409);
    assertThat(again.contentType()).isEqualTo("application/problem+json");
    assertThat(Instant.parse(again.json().path("until").asString()))
        .isBetween(Instant.now().plusSeconds(280), Instant.now().plusSeconds(301));
    assertThat(Long.parseLong(again.headers().firstValue("retry-after").orElse("0")))
        .isBetween(280L, 300L);
    assertThat(outro.status()).isEqualTo(202);
  }

  @Test
  void anAnnouncementIsShownAsAcceptedAndThenWithItsOutcome() throws Exception {
    String id = bench.announce(producer, custom("outcome")).json().path("id").asString();
    String path = "/v1/announcements/" + id;
    assertThat(bench.get(producer, path).json().path("status").asString()).isEqualTo("accepted");

    ConsumerRecord<byte[], byte[]> record = recordOf(id);
    settle(id, 0, OutcomeKind.DEAD_LETTERED, record);
    await("the first outcome")
        .untilAsserted(() ->
            assertThat(bench.get(producer, path).json().path("status").asString())
                .isEqualTo("dead-lettered"));
    settle(id, 1, OutcomeKind.SPOKEN, record);
    await("the replay's outcome")
        .untilAsserted(() ->
            assertThat(bench.get(producer, path).json().path("status").asString())
                .isEqualTo("spoken"));

    JsonNode shown = bench.get(producer, path).json();
    assertThat(shown.path("pass").asInt()).isEqualTo(1);
    assertThat(shown.path("outcome").path("worker").asString()).isEqualTo("w1");
    assertThat(shown.path("station").asString()).isEqualTo("main");
  }

  @Test
  void aBatchIsTakenWholeAndItsKeyCountsForEach() throws Exception {
    String key = UUID.randomUUID().toString();
    String batch = "[" + custom("a") + "," + custom("b") + "," + custom("c") + "]";

    Bench.Answer first = keyed(producer, batch, key);
    Bench.Answer second = keyed(producer, batch, key);

    assertThat(first.status()).isEqualTo(202);
    List<String> ids =
        first.json().path("announcements").valueStream().map(a -> a.path("id").asString()).toList();
    assertThat(ids).doesNotHaveDuplicates().hasSize(3);
    assertThat(second.json().path("announcements").valueStream())
        .extracting(a -> a.path("id").asString(), a -> a.path("duplicate").asBoolean())
        .containsExactlyElementsOf(
            ids.stream().map(id -> org.assertj.core.groups.Tuple.tuple(id, true)).toList());
    assertThat(ids).allSatisfy(id -> assertThat(recordsOf(id)).hasSize(1));
  }

  @Test
  void oneBadAnnouncementKeepsTheWholeBatchOut() throws Exception {
    String marker = "batch-" + UUID.randomUUID();
    Bench.Answer answer =
        bench.announce(
            producer,
            "[" + custom(marker) + ",{\"station\":\"main\",\"kind\":\"jingle\",\"speed\":9}]");

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.json().path("violations").valueStream())
        .extracting(v -> v.path("field").asString())
        .containsExactly("[1].kind", "[1].speed");
    assertThat(bench.records(TopicCatalogue.REQUESTS))
        .noneMatch(record -> new String(record.value(), UTF_8).contains(marker));
  }

  @Test
  void aBatchWithATrackThatCoolsDownIsAnsweredForEach() throws Exception {
    String song = intro("Portishead", "Roads", "\"airIn\":\"2m\"");
    Bench.Answer answer = bench.announce(producer, "[" + song + "," + song + "]");

    assertThat(answer.status()).isEqualTo(207);
    assertThat(answer.json().path("announcements").valueStream())
        .extracting(a -> a.path("status").asString())
        .containsExactly("accepted", "refused");
    assertThat(answer.json().at("/announcements/1/problem/status").asInt()).isEqualTo(409);
  }

  @Test
  void theHookMakesOneIntroForTheNextSongHoweverOftenItComes() throws Exception {
    String hook =
        """
        {"station":{"id":1,"name":"Main","shortcode":"main"},"is_online":true,
         "live":{"is_live":false},
         "now_playing":{"sh_id":7,"played_at":%d,"duration":200,"elapsed":20,"remaining":180,
           "song":{"artist":"Can","title":"Vitamin C"}},
         "playing_next":{"cued_at":1,"played_at":2,"duration":240,"playlist":"Main",
           "song":{"id":"x","artist":"Neu!","title":"Hallogallo","album":"Neu!"}}}
        """
            .formatted(Instant.now().getEpochSecond() - 20);

    Bench.Answer first = bench.post(producer, "/v1/hooks/azuracast", hook);
    Bench.Answer second =
        bench.post(
            producer, "/v1/hooks/azuracast", hook.replace("\"cued_at\":1", "\"cued_at\":99"));

    assertThat(first.status()).isEqualTo(202);
    assertThat(second.status()).isEqualTo(200);
    assertThat(second.json().path("duplicate").asBoolean()).isTrue();
    String id = first.json().path("id").asString();
    AnnouncementRequest request = request(recordOf(id));
    assertThat(recordsOf(id)).hasSize(1);
    assertThat(request.track()).isNotNull();
    assertThat(request.airBy())
        .isBetween(Instant.now().plusSeconds(170), Instant.now().plusSeconds(181));
  }

  @Test
  void metricsAndHealthAreThere() throws Exception {
    bench.announce(producer, custom("metrics"));

    String metrics = bench.get(producer, "/actuator/prometheus").text();
    assertThat(metrics).containsPattern("raido_intake_taken_total\\{kind=\"custom\"\\} [1-9]");
    assertThat(metrics).contains("raido_intake_refused_total{reason=\"cooling-down\"}");
    assertThat(bench.get(producer, "/actuator/health/liveness").status()).isEqualTo(200);
    assertThat(bench.get(producer, "/actuator/health/readiness").status()).isEqualTo(200);
    assertThat(bench.get(producer, "/actuator/env").status()).isEqualTo(404);
  }

  private static void settle(
      String id, int pass, OutcomeKind kind, ConsumerRecord<byte[], byte[]> request) {
    try (Producer<byte[], byte[]> kafka = bench.kafkaProducer()) {
      var _ =
          kafka.send(
              RaidoRecords.outcome(
                  new Outcome(
                      1,
                      id,
                      pass,
                      "main",
                      AnnouncementKind.CUSTOM,
                      kind,
                      null,
                      "words",
                      null,
                      null,
                      null,
                      1,
                      Instant.EPOCH,
                      "w1",
                      request.partition(),
                      request.offset()),
                  null));
    }
  }

  private static Bench.Answer keyed(ProducerProgram to, String body, String key) throws Exception {
    return bench.announce(to, body, "Content-Type", JSON, "Idempotency-Key", key);
  }

  private static <T> T unchecked(java.util.concurrent.Callable<T> call) {
    try {
      return call.call();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static String intro(String artist, String title, String more) {
    return "{\"station\":\"main\",\"kind\":\"intro\",\"track\":{\"artist\":\"%s\",\"title\":\"%s\"},%s}"
        .formatted(artist, title, more);
  }

  private static String custom(String text) {
    return "{\"station\":\"main\",\"kind\":\"custom\",\"text\":\"%s\"}".formatted(text);
  }

  private static ConsumerRecord<byte[], byte[]> recordOf(String id) {
    return recordsOf(id).getFirst();
  }

  private static List<ConsumerRecord<byte[], byte[]>> recordsOf(String id) {
    return bench.records(TopicCatalogue.REQUESTS).stream()
        .filter(record -> request(record).id().equals(id))
        .toList();
  }

  private static AnnouncementRequest request(ConsumerRecord<byte[], byte[]> record) {
    return switch (RequestReader.read(record.value())) {
      case RequestReading.Valid(var request) -> request;
      case RequestReading.Invalid(var violations) ->
          throw new AssertionError("not a request: " + violations);
    };
  }
}
