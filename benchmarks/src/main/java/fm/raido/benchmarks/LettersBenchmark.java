package fm.raido.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import fm.raido.schemas.announcement.AnnouncementRequest;
import fm.raido.schemas.connection.KafkaConnection;
import fm.raido.schemas.letter.DeadLetter;
import fm.raido.schemas.letter.DeadLetterReason;
import fm.raido.schemas.protection.ProtectionRecord;
import fm.raido.schemas.topic.Topic;
import fm.raido.schemas.topic.TopicAdmin;
import fm.raido.schemas.topic.TopicCatalogue;
import fm.raido.schemas.wire.Headers;
import fm.raido.schemas.wire.RaidoRecords;
import fm.raido.testkit.EverydayRules;
import fm.raido.testkit.process.ChildJvm;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Many dead letters: listed with a filter, by a process from its start to its end; and replayed
 * unpaced, beside Kafka's own tool for copying records in transactions, which is given the same
 * records and runs at its defaults. Each round has a new broker.
 */
final class LettersBenchmark implements Benchmark {
  private static final String PEER_IN = "bench.letters";
  private static final String PEER_OUT = "bench.letters-out";
  private static final long PATIENCE_SECONDS = 180;
  private static final Duration LIST_TIME = Duration.ofMinutes(1);
  private static final Instant FAILED = Instant.parse("2026-11-01T20:15:00Z");

  private final int letters;

  LettersBenchmark(int letters) {
    this.letters = letters;
  }

  private record Run(double perSecond, double wallSeconds) {}

  @Override
  public String name() {
    return "letters";
  }

  @Override
  public List<Figure> run(Plan plan) throws InterruptedException {
    List<Double> lists = new ArrayList<>();
    List<Run> ours = new ArrayList<>();
    List<Run> peer = new ArrayList<>();
    Path archive = plan.newDirectory("letters-classes").resolve("dead-letters.jsa");
    for (int i = 1; i <= plan.repeats(); i++) {
      plan.progress().say("letters: round %d of %d".formatted(i, plan.repeats()));
      try (Scene scene = Scene.open(plan.newDirectory("letters"));
          RequestFeed feed = scene.feed()) {
        plant(scene, feed);
        if (i == 1) {
          list(scene, archive); // Makes the archive of classes.
        }
        lists.add(list(scene, archive));
        boolean oursFirst = plan.random().nextBoolean();
        if (oursFirst) {
          ours.add(ours(scene, archive));
        }
        peer.add(peer(scene));
        if (!oursFirst) {
          ours.add(ours(scene, archive));
        }
      }
    }
    return List.of(
        Figure.alone("letters listed by a filter", "s", lists, new Target.AtMost(2)),
        new Figure(
            "letters replayed",
            "a second",
            ours.stream().map(Run::perSecond).toList(),
            peer.stream().map(Run::perSecond).toList(),
            new Target.AtLeast(2_500),
            "TransactionalMessageCopier"),
        new Figure(
            "replay, from process start",
            "s",
            ours.stream().map(Run::wallSeconds).toList(),
            peer.stream().map(Run::wallSeconds).toList(),
            new Target.None(),
            "TransactionalMessageCopier"));
  }

  private void plant(Scene scene, RequestFeed feed) {
    try (TopicAdmin admin = TopicAdmin.connect(KafkaConnection.plain(scene.bootstrapServers()))) {
      // It copies one partition.
      admin.apply(
          List.of(new Topic(PEER_IN, 1, Map.of()), new Topic(PEER_OUT, 1, Map.of())), 1, false);
    }
    feed.append(RaidoRecords.protection(settings(), "/bench", Instant.now()));
    IntFunction<ProducerRecord<byte[], byte[]>> letter = n -> letter(feed, n);
    feed.floodRecords(letters, letter);
    feed.floodRecords(
        letters,
        n -> {
          ProducerRecord<byte[], byte[]> made = letter.apply(n);
          return new ProducerRecord<>(PEER_IN, 0, made.key(), made.value(), made.headers());
        });
  }

  private static ProducerRecord<byte[], byte[]> letter(RequestFeed feed, int number) {
    AnnouncementRequest request = feed.fresh("letter-" + number);
    DeadLetterReason reason = number % 10 == 0 ? DeadLetterReason.LOST : DeadLetterReason.EXHAUSTED;
    DeadLetter letter =
        new DeadLetter(
            DeadLetter.SCHEMA_VERSION,
            request.id(),
            0,
            reason,
            "every attempt failed: the speech host did not answer within 15 s",
            request,
            null,
            false,
            2,
            new DeadLetter.Origin(
                TopicCatalogue.REQUESTS, number % Scene.PARTITIONS, number, FAILED),
            FAILED.plusMillis(number),
            "worker-1");
    ProducerRecord<byte[], byte[]> record = RaidoRecords.deadLetter(letter, null);
    // As a worker writes it, but for the headers that only other tools read.
    record.headers().add(Headers.LETTER_REASON, reason.name().getBytes(UTF_8));
    record.headers().add(Headers.DLT_EXCEPTION_MESSAGE, letter.detail().getBytes(UTF_8));
    record.headers().add(Headers.DLT_ORIGINAL_TOPIC, TopicCatalogue.REQUESTS.getBytes(UTF_8));
    return record;
  }

  private static double list(Scene scene, Path archive) throws InterruptedException {
    try (ChildJvm list =
        Programs.deadLetters(
            scene,
            archive,
            List.of("list", "--reason", "exhausted", "--station", "station-07", "--max", "20"))) {
      int code = list.awaitEnd(LIST_TIME);
      double took = (System.nanoTime() - list.startedNanos()) / 1e9;
      if (code != 0 || !list.output().contains(" EXHAUSTED")) {
        throw new BenchmarkFailed("the list ended with %d:%n%s".formatted(code, list.lastLines()));
      }
      return took;
    }
  }

  private Run ours(Scene scene, Path archive) throws InterruptedException {
    Rush rush = new Rush(letters);
    try (CommittedReader _ = scene.follow(TopicCatalogue.REQUESTS, rush);
        ChildJvm replay =
            Programs.deadLetters(scene, archive, List.of("replay", "--all", "--ahead", "0"))) {
      return run(rush, replay);
    }
  }

  private Run peer(Scene scene) throws InterruptedException {
    Rush rush = new Rush(letters);
    try (CommittedReader _ = scene.follow(PEER_OUT, rush);
        ChildJvm copier = Programs.messageCopier(scene, PEER_IN, PEER_OUT)) {
      return run(rush, copier);
    }
  }

  private static Run run(Rush rush, ChildJvm program) throws InterruptedException {
    rush.awaitToTheEnd(program, PATIENCE_SECONDS);
    return new Run(rush.perSecond(), (System.nanoTime() - program.startedNanos()) / 1e9);
  }

  private static ProtectionRecord settings() {
    return EverydayRules.record("store", "bench");
  }
}
