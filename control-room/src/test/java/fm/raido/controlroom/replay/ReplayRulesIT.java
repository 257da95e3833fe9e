package fm.raido.controlroom.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fm.raido.controlroom.CannotReachKafka;
import fm.raido.controlroom.Run;
import fm.raido.controlroom.letters.Deadline;
import fm.raido.controlroom.letters.Letter;
import fm.raido.controlroom.letters.LetterFilter;
import fm.raido.controlroom.letters.LetterTable;
import fm.raido.controlroom.letters.TooManyLetters;
import fm.raido.schemas.announcement.AnnouncementRequest;
import fm.raido.schemas.announcement.Outcome;
import fm.raido.schemas.announcement.OutcomeKind;
import fm.raido.schemas.connection.KafkaConnection;
import fm.raido.schemas.letter.DeadLetter;
import fm.raido.schemas.letter.DeadLetterReason;
import fm.raido.schemas.protection.ProtectionRecord;
import fm.raido.schemas.topic.TopicCatalogue;
import fm.raido.schemas.wire.Headers;
import fm.raido.schemas.wire.Json;
import fm.raido.schemas.wire.RaidoRecords;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The commands as an operator types them, over letters of every kind. */
@Timeout(60)
class ReplayRulesIT {
  @TempDir Path dir;
  private LetterBench bench;

  @BeforeEach
  void start() {
    bench = new LetterBench(dir);
  }

  @AfterEach
  void stop() {
    bench.close();
  }

  private Run run(String... args) {
    return run(Map.of(), args);
  }

  private Run run(Map<String, String> more, String... args) {
    Map<String, String> environment = new HashMap<>(more);
    environment.put("KAFKA_BOOTSTRAP_SERVERS", bench.bootstrap());
    return Run.of(environment, Clock.systemUTC(), args);
  }

  private void letter(DeadLetter letter) {
    bench.write(RaidoRecords.deadLetter(letter, null));
  }

  @Test
  void listsFiltersShowsAndSaysWhatIsNotThere() {
    letter(LetterBench.letter(0, LetterBench.request("song-1", 0)));
    letter(LetterBench.letter(1, LetterBench.request("song-2", 1)));
    Run list = run("dead-letters", "list");
    assertThat(list.exitCode()).isZero();
    assertThat(list.out()).hasSize(4);
    assertThat(list.out().getFirst()).startsWith("LETTER").contains("REASON", "STATION");
    assertThat(list.out().getLast()).isEqualTo("2 dead letters: 2 EXHAUSTED");

    Run one = run("dead-letters", "list", "--id", "song-2", "--json");
    assertThat(one.out()).hasSize(1);
    JsonNode json = Json.MAPPER.readTree(one.out().getFirst());
    assertThat(json.get("name").stringValue()).isEqualTo("song-2/1");
    assertThat(json.at("/origin/topic").stringValue()).isEqualTo("raido.requests");
    assertThat(run("dead-letters", "list", "--text", "words OF song-1").out()).hasSize(3);

    Run none = run("dead-letters", "list", "--station", "nobody");
    assertThat(none.exitCode()).isZero();
    assertThat(none.err()).containsExactly("no dead letter matches");
    Run show = run("dead-letters", "show", "song-1");
    assertThat(show.out()).contains("letter       song-1/0", "text         Words of song-1");
    Run unknown = run("dead-letters", "show", "song-9");
    assertThat(unknown.exitCode()).isEqualTo(1);
    assertThat(unknown.err())
        .containsExactly("there is no dead letter song-9 in raido.requests-dlt");
    assertThat(run("dead-letters", "list", "--topic", "no.such").err())
        .containsExactly(
            "cannot reach Kafka at " + bench.bootstrap() + ": there is no topic no.such");
  }

  @Test
  void refusesWhatIsOverItsCapUnlessForced() {
    letter(LetterBench.letter(0, LetterBench.request("song-1", 3)));
    Run refused = run("dead-letters", "replay", "--all");
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.out().getFirst())
        .isEqualTo(
            "stays: song-1/3: it was replayed 3 times and REPLAY_CAP is 3: --force replays it all the same");
    assertThat(refused.out().getLast()).endsWith(": 0 replayed, 1 stayed (1 over cap)");
    assertThat(bench.replayed()).isEmpty();
    assertThat(run("dead-letters", "replay", "--all", "--force").exitCode()).isZero();
    assertThat(bench.replayed()).extracting(Replayed::name).containsExactly("song-1/4");
  }

  @Test
  void correctsOneLetterAndKeepsTheOriginal() {
    letter(LetterBench.letter(0, LetterBench.request("song-1", 0)));
    letter(LetterBench.letter(0, LetterBench.request("song-2", 0)));
    Run run =
        run(
            "dead-letters",
            "replay",
            "--id",
            "song-1",
            "--text",
            "Other words",
            "--voice",
            "af_sky",
            "--who",
            "ada");
    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    Replayed replayed = bench.replayed().getFirst();
    assertThat(replayed.request().text()).isEqualTo("Other words");
    assertThat(replayed.request().voice()).isEqualTo("af_sky");
    assertThat(replayed.header(Headers.REPLAY_ORIGINAL))
        .isEqualTo("{\"voice\":null,\"text\":\"Words of song-1\"}");
    assertThat(run("dead-letters", "replay", "--all", "--text", "x").exitCode()).isEqualTo(2);

    outcome(replayed, 0);
    Run history = run("dead-letters", "history");
    assertThat(history.out()).hasSize(2);
    assertThat(history.out().getLast()).contains(" ada ", " replayed ", " 1 spoken");
    String id = history.out().getLast().substring(0, 8);
    assertThat(run("dead-letters", "history", "--run", id).out().getFirst())
        .contains("song-1/0 replayed as song-1/1: spoken, corrected; it was {");
    assertThat(run("dead-letters", "history", "--run", "nothing").exitCode()).isEqualTo(1);
  }

  private void outcome(Replayed replayed, long offset) {
    AnnouncementRequest request = replayed.request();
    bench.write(
        RaidoRecords.outcome(
            new Outcome(
                1,
                request.id(),
                request.pass(),
                request.station(),
                request.kind(),
                OutcomeKind.SPOKEN,
                null,
                request.text(),
                null,
                null,
                null,
                1,
                Instant.now(),
                "w",
                replayed.partition(),
                offset),
            null));
  }

  @Test
  void saysWhatWouldHappenAndChangesNothing() {
    letter(LetterBench.letter(0, LetterBench.request("song-1", 0)));
    letter(LetterBench.letter(0, LetterBench.request("song-2", 3)));
    bench.write(LetterBench.record(TopicCatalogue.DEAD_LETTERS, 1, "rubbish", "no letter"));
    Run dry = run("dead-letters", "replay", "--all", "--dry-run");
    assertThat(dry.exitCode()).isZero();
    assertThat(dry.out())
        .contains("goes:  song-1/0 as song-1/1", "1 would be replayed, 2 would stay")
        .anyMatch(line -> line.startsWith("stays: song-2/3: it was replayed 3 times"))
        .anyMatch(line ->
            line.startsWith(
                "stays: _raido.requests-dlt-1-0/0: it does not say from which topic it came"));
    assertThat(bench.replayed()).isEmpty();
    assertThat(bench.outstanding()).hasSize(3);
  }

  @Test
  void discardsRubbishAndWhatIsChosen() throws Exception {
    letter(LetterBench.letter(0, LetterBench.request("song-1", 0)));
    bench.write(LetterBench.record(TopicCatalogue.DEAD_LETTERS, 1, "rubbish", "no letter"));
    assertThat(run("dead-letters", "discard").exitCode()).isEqualTo(2);
    Run run = run("dead-letters", "discard", "--reason", "unreadable");
    assertThat(run.exitCode()).isZero();
    assertThat(run.out().getLast()).endsWith(": 1 discarded");
    assertThat(bench.outstanding())
        .extracting(letter -> letter.key().toString())
        .containsExactly("song-1/0");
    assertThat(run("dead-letters", "discard", "--id", "song-1/0").exitCode()).isZero();
    assertThat(bench.outstanding()).isEmpty();
    assertThat(bench.replayed()).isEmpty();
    assertThat(run("dead-letters", "history").out()).hasSize(3);

    letter(LetterBench.letter(0, LetterBench.request("song-2", 0)));
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bench.bootstrap()))) {
      admin.deleteTopics(List.of(TopicCatalogue.PROTECTION)).all().get(10, TimeUnit.SECONDS);
    }
    assertThat(run("dead-letters", "discard", "--id", "song-2").exitCode())
        .as("whether the station is quiet is no matter to a discard")
        .isZero();
  }

  @Test
  void waitsWhileTheGateIsClosedAndGoesOnByItself() throws Exception {
    bench.letters("a", 6);
    bench.log(new ProtectionRecord.SwitchSet(true, "host moves", "ada", Duration.ofMinutes(5)));
    CompletableFuture<String> waits = new CompletableFuture<>();
    CompletableFuture<ReplayResult> result =
        CompletableFuture.supplyAsync(() ->
            new ReplayEngine(KafkaConnection.plain(bench.bootstrap()), Clock.systemUTC())
                .run(
                    bench.plan(LetterFilter.ALL),
                    progress -> {
                      if (!progress.waitingFor().isEmpty()) {
                        waits.complete(progress.waitingFor());
                      }
                    },
                    new StopSignal()));
    assertThat(waits.get(30, TimeUnit.SECONDS)).contains("QUIET: operator: ada: host moves");
    assertThat(bench.replayed()).isEmpty();
    bench.log(new ProtectionRecord.SwitchSet(false, "back", "ada", null));
    assertThat(result.get(30, TimeUnit.SECONDS).isComplete()).isTrue();
    assertThat(bench.replayed()).hasSize(6);
  }

  @Test
  void keepsSoManyAheadAndGoesOnAsTheyAreSettled() throws Exception {
    bench.letters("a", 12);
    CompletableFuture<Run> command =
        CompletableFuture.supplyAsync(() -> run("dead-letters", "replay", "--all", "--ahead", "2"));
    Awaitility.await("two of each partition").until(() -> bench.replayed().size() == 6);
    Awaitility.await("and no more")
        .during(Duration.ofMillis(600))
        .until(() -> bench.replayed().size() == 6);
    bench.replayed().forEach(it -> outcome(it, 0));
    Awaitility.await("the next two of each").until(() -> bench.replayed().size() == 12);
    assertThat(command.get(30, TimeUnit.SECONDS).exitCode()).isZero();
  }

  @Test
  void pacesWhatGoes() {
    bench.letters("a", 6);
    long start = System.nanoTime();
    Run run = run("dead-letters", "replay", "--all", "--rate", "4/s", "--max", "5");
    assertThat(run.exitCode()).isZero();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(900));
    assertThat(bench.replayed()).hasSize(5);
    assertThat(bench.outstanding()).hasSize(1);
  }

  @Test
  void refusesWhatIsTooLargeForTheTopic() throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bench.bootstrap()))) {
      admin
          .createTopics(
              List.of(
                  new NewTopic("small", 1, (short) 1).configs(Map.of("max.message.bytes", "1000")),
                  new NewTopic("others-dlt", 1, (short) 1)))
          .all()
          .get(10, TimeUnit.SECONDS);
    }
    bench.write(spring("others-dlt", 0, "k", "x".repeat(2_000), "small", 0));
    bench.write(spring("others-dlt", 0, "k", "small enough", "small", 0));
    Run run =
        run(
            Map.of("REPLAY_TOPICS", "small"),
            "dead-letters",
            "replay",
            "--all",
            "--topic",
            "others-dlt");
    assertThat(run.exitCode()).isZero();
    assertThat(run.out().getFirst()).contains("and small takes at most 1000");
    assertThat(bench.committed("small")).hasSize(1);
  }

  private static ProducerRecord<byte[], byte[]> spring(
      String topic, int partition, String key, String value, String origin, int from) {
    ProducerRecord<byte[], byte[]> record = LetterBench.record(topic, partition, key, value);
    record.headers().add(Headers.DLT_ORIGINAL_TOPIC, origin.getBytes(UTF_8));
    record
        .headers()
        .add(Headers.DLT_ORIGINAL_PARTITION, ByteBuffer.allocate(4).putInt(from).array());
    record.headers().add(Headers.DLT_ORIGINAL_OFFSET, ByteBuffer.allocate(8).putLong(42).array());
    record.headers().add(Headers.DLT_EXCEPTION_FQCN, "java.lang.Oops".getBytes(UTF_8));
    record.headers().add(Headers.DLT_EXCEPTION_MESSAGE, "it broke".getBytes(UTF_8));
    return record;
  }

  @Test
  void foreignLettersOfBothKindsAreListedAndGoBackOnce() throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bench.bootstrap()))) {
      admin
          .createTopics(
              List.of(
                  new NewTopic("orders", 2, (short) 1), new NewTopic("orders-dlt", 1, (short) 1)))
          .all()
          .get(10, TimeUnit.SECONDS);
    }
    bench.write(spring("orders-dlt", 0, "k1", "one", "orders", 1));
    ProducerRecord<byte[], byte[]> connect = LetterBench.record("orders-dlt", 0, "k1", "two");
    connect.headers().add(Headers.CONNECT_TOPIC, "orders".getBytes(UTF_8));
    connect.headers().add(Headers.CONNECT_PARTITION, "0".getBytes(UTF_8));
    connect.headers().add(Headers.CONNECT_OFFSET, "7".getBytes(UTF_8));
    connect.headers().add("x-own", "kept".getBytes(UTF_8));
    bench.write(connect);
    bench.write(LetterBench.record("orders-dlt", 0, "k1", "without headers"));

    Run list = run("dead-letters", "list", "--topic", "orders-dlt");
    assertThat(list.out().getLast()).isEqualTo("3 dead letters: 2 FOREIGN, 1 UNREADABLE");
    assertThat(list.out().get(1)).contains("java.lang.Oops: it broke");
    Run refused = run("dead-letters", "replay", "--all", "--topic", "orders-dlt");
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.out().getFirst()).contains("name that topic in REPLAY_TOPICS");

    Map<String, String> allowed = Map.of("REPLAY_TOPICS", "orders");
    Run replay = run(allowed, "dead-letters", "replay", "--all", "--topic", "orders-dlt");
    assertThat(replay.exitCode()).isZero();
    assertThat(run(allowed, "dead-letters", "replay", "--all", "--topic", "orders-dlt").exitCode())
        .isEqualTo(1);
    var back = bench.committed("orders");
    assertThat(back)
        .extracting(it -> it.partition() + " " + new String(it.value(), UTF_8))
        .containsExactly("0 two", "1 one");
    assertThat(RaidoRecords.headerText(back.getFirst().headers(), "x-own")).isEqualTo("kept");
    assertThat(RaidoRecords.headerText(back.getFirst().headers(), Headers.CONNECT_TOPIC)).isNull();
    assertThat(RaidoRecords.headerText(back.getFirst().headers(), Headers.REPLAY_COUNT))
        .isEqualTo("1");
    assertThat(run("dead-letters", "list", "--topic", "orders-dlt").out().getLast())
        .isEqualTo("1 dead letter: 1 UNREADABLE");
    assertThat(run("dead-letters", "discard", "--all", "--topic", "orders-dlt").exitCode())
        .isZero();
    assertThat(run("dead-letters", "list", "--topic", "orders-dlt").err())
        .containsExactly("no dead letter matches");
  }

  @Test
  void aRequestThatSpringDeadLetteredGoesBackInItsNextPass() {
    AnnouncementRequest request = LetterBench.request("song-1", 0);
    bench.write(
        spring(
            TopicCatalogue.DEAD_LETTERS,
            1,
            request.station(),
            Json.MAPPER.writeValueAsString(request),
            TopicCatalogue.REQUESTS,
            1));
    assertThat(bench.outstanding()).singleElement().isInstanceOf(Letter.Foreign.class);
    assertThat(run("dead-letters", "replay", "--id", "song-1").exitCode()).isZero();
    assertThat(bench.replayed())
        .singleElement()
        .satisfies(it -> {
          assertThat(it.name()).isEqualTo("song-1/1");
          assertThat(it.partition()).isEqualTo(1);
        });
    assertThat(bench.outstanding()).isEmpty();
  }

  @Test
  void lettersOfATopicWithMorePartitionsFindRoomWhereTheyGo() throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bench.bootstrap()))) {
      admin
          .createTopics(List.of(new NewTopic("requests-failed", 5, (short) 1)))
          .all()
          .get(10, TimeUnit.SECONDS);
    }
    for (int i = 0; i < 4; i++) {
      AnnouncementRequest request = LetterBench.request("song-" + i, 0);
      bench.write(
          spring(
              "requests-failed",
              4,
              request.station(),
              Json.MAPPER.writeValueAsString(request),
              TopicCatalogue.REQUESTS,
              1));
    }
    CompletableFuture<Run> command =
        CompletableFuture.supplyAsync(() ->
            run("dead-letters", "replay", "--all", "--topic", "requests-failed", "--ahead", "2"));
    Awaitility.await("two of the partition where they go")
        .until(() -> bench.replayed().size() == 2);
    Awaitility.await("and no more")
        .during(Duration.ofMillis(600))
        .until(() -> bench.replayed().size() == 2);
    bench.replayed().forEach(it -> outcome(it, 0));
    Awaitility.await("the next two").until(() -> bench.replayed().size() == 4);
    assertThat(command.get(30, TimeUnit.SECONDS).exitCode()).isZero();
    assertThat(bench.replayed()).extracting(Replayed::partition).containsOnly(1);
  }

  @Test
  void aProgramThatHasOtherThingsToDoHoldsSoManyAndNoMore() {
    bench.letters("a", 12);
    assertThat(run("dead-letters", "discard", "--id", "a-0,a-1").exitCode()).isZero();
    assertThat(held(10)).hasSize(10);
    assertThatThrownBy(() -> held(9))
        .isInstanceOf(TooManyLetters.class)
        .hasMessageContaining("more than 9 dead letters are chosen");
    LetterTable.Newest newest =
        LetterTable.newest(
            KafkaConnection.plain(bench.bootstrap()),
            TopicCatalogue.DEAD_LETTERS,
            LetterFilter.ALL,
            3,
            Deadline.in(Duration.ofSeconds(20)));
    assertThat(newest.total()).isEqualTo(10);
    assertThat(newest.letters()).hasSize(3);
    assertThatThrownBy(() ->
            LetterTable.outstanding(
                KafkaConnection.plain(bench.bootstrap()),
                TopicCatalogue.DEAD_LETTERS,
                LetterFilter.ALL,
                10,
                Deadline.in(Duration.ZERO)))
        .isInstanceOf(CannotReachKafka.class)
        .hasMessageContaining("could not be read to their end within 0 s");
  }

  private List<Letter> held(int most) {
    return LetterTable.outstanding(
        KafkaConnection.plain(bench.bootstrap()),
        TopicCatalogue.DEAD_LETTERS,
        LetterFilter.ALL,
        most,
        Deadline.NONE);
  }

  @Test
  void poisonStaysUntilSomebodyCanReadIt() {
    letter(
        new DeadLetter(
            1,
            "_raido.requests-0-7",
            0,
            DeadLetterReason.POISON,
            "no JSON",
            null,
            "bm8ganNvbg==",
            false,
            0,
            new DeadLetter.Origin(TopicCatalogue.REQUESTS, 0, 7, LetterBench.FAILED),
            LetterBench.FAILED,
            "w"));
    Run run = run("dead-letters", "replay", "--all", "--force");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out().getFirst()).contains("no worker could read it again");
    assertThat(bench.outstanding()).hasSize(1);
  }
}
