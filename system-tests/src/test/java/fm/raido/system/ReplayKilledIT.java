package fm.raido.system;

import static org.assertj.core.api.Assertions.assertThat;

import fm.raido.schemas.connection.KafkaConnection;
import fm.raido.schemas.topic.TopicAdmin;
import fm.raido.schemas.topic.TopicCatalogue;
import fm.raido.system.audit.TopicAudit;
import fm.raido.system.cluster.KafkaCluster;
import fm.raido.system.cluster.Tuning;
import fm.raido.system.replay.PlantedLetters;
import fm.raido.system.storm.WorkerClassPath;
import fm.raido.testkit.process.ChildJvm;
import fm.raido.testkit.promise.Observed;
import fm.raido.testkit.promise.ReplayOnce;
import fm.raido.testkit.promise.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The replaying program as a process that is killed again and again, with the brokers: each letter
 * goes back once. {@code -Dreplay.letters=100000 -Dreplay.kills=20} is the run of the figures.
 */
class ReplayKilledIT {
  private static final int LETTERS = Integer.getInteger("replay.letters", 9_000);
  private static final int KILLS = Integer.getInteger("replay.kills", 4);
  private static final int PARTITIONS = 6;

  /** Each so many kills a broker dies, too: the leader of a partition, or the controller. */
  private static final int BROKER_EACH = 3;

  private static final Duration IN_SYNC = Duration.ofSeconds(60);
  private static final Duration RUN = Duration.ofMinutes(4);

  @TempDir static Path dir;
  private static KafkaCluster cluster;
  private static Admin admin;

  @BeforeAll
  static void start() {
    cluster = KafkaCluster.start(dir, Tuning.TUNED);
    try (TopicAdmin topics =
        TopicAdmin.connect(KafkaConnection.plain(cluster.bootstrapServers()))) {
      topics.apply(TopicCatalogue.topics(PARTITIONS, 3), 3, false);
    }
    cluster.awaitInSync(IN_SYNC);
    admin = Admin.create(Map.of("bootstrap.servers", cluster.bootstrapServers()));
  }

  @AfterAll
  static void stop() {
    admin.close(Duration.ZERO);
    cluster.close();
  }

  @Test
  void eachLetterGoesBackOnceThroughKillsOfTheProgramAndTheBrokers() throws Exception {
    PlantedLetters.plant(cluster.bootstrapServers(), "killed", LETTERS, PARTITIONS);
    SplittableRandom random = new SplittableRandom(LETTERS);
    int programs = 0;
    int brokers = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      long before = moved();
      long least = random.nextLong(1, Math.max(2, LETTERS / (KILLS + 2)));
      try (ChildJvm program = replay("killed")) {
        awaitMoved(before + least, program);
        if (kill % BROKER_EACH == BROKER_EACH - 1) {
          int node =
              kill % 2 == 0
                  ? cluster.leaderOf(new TopicPartition(TopicCatalogue.REQUESTS, kill % PARTITIONS))
                  : cluster.controller();
          cluster.kill(node);
          brokers++;
          // Half of them go on and find the other brokers, half die in the same moment.
          if (random.nextBoolean()) {
            program.kill();
            programs++;
          } else {
            awaitMoved(before + least + 300, program);
            program.kill();
            programs++;
          }
          cluster.restart(node);
          cluster.awaitInSync(IN_SYNC);
        } else {
          program.kill();
          programs++;
        }
      }
    }
    try (ChildJvm last = replay("last")) {
      assertThat(last.awaitEnd(RUN)).describedAs(last.output()).isZero();
    }
    Verdict verdict = judge();
    System.out.printf(
        "%d letters, %d kills of the program, %d of brokers: %s%n",
        LETTERS, programs, brokers, verdict.figures());
    assertThat(verdict.breaches()).isEmpty();
    assertThat(verdict.tried()).isTrue();
    assertEachOnce("killed", LETTERS);
  }

  @Test
  void aProgramThatIsStoppedForLongerThanItsTransactionMovesNothingTwice() throws Exception {
    int letters = 3_000;
    PlantedLetters.plant(cluster.bootstrapServers(), "slept", letters, PARTITIONS);
    try (ChildJvm sleeper = replay("sleeper", "--rate", "1500/s")) {
      awaitMoved(300, sleeper);
      sleeper.suspend();
      try (ChildJvm other = replay("other")) {
        assertThat(other.awaitEnd(RUN)).describedAs(other.output()).isZero();
      }
      sleeper.resume();
      // It finds that there is nothing left to do, or that somebody else has its partitions.
      assertThat(sleeper.awaitEnd(RUN)).describedAs(sleeper.output()).isBetween(0, 1);
    }
    assertThat(judge().breaches()).isEmpty();
    assertEachOnce("slept", letters);
  }

  private static void assertEachOnce(String prefix, int letters) {
    assertThat(
            new TopicAudit(cluster.bootstrapServers())
                .requests().stream()
                    .map(request -> request.key().toString())
                    .filter(key -> key.startsWith(prefix))
                    .sorted()
                    .toList())
        .isEqualTo(
            IntStream.range(0, letters).mapToObj(i -> prefix + "-" + i + "/1").sorted().toList());
  }

  private static Verdict judge() {
    TopicAudit audit = new TopicAudit(cluster.bootstrapServers());
    return new ReplayOnce()
        .judge(
            new Observed(
                audit.requests(),
                List.of(),
                audit.letters(),
                audit.departures(),
                List.of(),
                List.of(),
                List.of(),
                Set.of(),
                Observed.Troubles.NONE));
  }

  private static ChildJvm replay(String name, String... more) {
    List<String> arguments =
        new ArrayList<>(List.of("dead-letters", "replay", "--all", "--ahead", "0"));
    arguments.addAll(List.of(more));
    return ChildJvm.of(name, "fm.raido.station.Raido")
        .directory(dir)
        .classPath(WorkerClassPath.get())
        .options(List.of("-XX:+UseSerialGC", "-Xmx512m", "-XX:TieredStopAtLevel=1"))
        .arguments(arguments)
        .environment(Map.of("KAFKA_BOOTSTRAP_SERVERS", cluster.bootstrapServers()))
        .start();
  }

  /** Records of the request topic, markers of transactions included: what grows when it moves. */
  private static long moved() throws Exception {
    Map<TopicPartition, OffsetSpec> latest =
        IntStream.range(0, PARTITIONS)
            .boxed()
            .collect(
                java.util.stream.Collectors.toMap(
                    p -> new TopicPartition(TopicCatalogue.REQUESTS, p), p -> OffsetSpec.latest()));
    return admin.listOffsets(latest).all().get(30, TimeUnit.SECONDS).values().stream()
        .mapToLong(it -> it.offset())
        .sum();
  }

  private static void awaitMoved(long records, ChildJvm program) throws Exception {
    long patience = System.nanoTime() + Duration.ofMinutes(2).toNanos();
    while (moved() < records && program.isAlive()) {
      if (System.nanoTime() > patience) {
        throw new AssertionError("it moves nothing:\n" + program.output());
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
  }
}
