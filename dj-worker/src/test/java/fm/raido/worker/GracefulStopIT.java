package fm.raido.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import fm.raido.schemas.announcement.Outcome;
import fm.raido.schemas.announcement.OutcomeKind;
import fm.raido.schemas.protection.ProtectionRecord.CallAsked;
import fm.raido.schemas.protection.ProtectionRecord.SwitchSet;
import fm.raido.schemas.protection.ProtectionRecord.WorkerSaid;
import fm.raido.schemas.settings.RaidoSettings.GroupProtocol;
import fm.raido.testkit.Reply;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A process that gets a signal, in every state that it may be in. */
class GracefulStopIT {
  private static final Logger LOG = LoggerFactory.getLogger(GracefulStopIT.class);

  /** What the documentation promises, whatever the worker does and whether there are brokers. */
  private static final Duration BOUND = Duration.ofSeconds(30);

  @TempDir Path dir;

  private WorkerProcess start(Rig rig, Map<String, String> settings) {
    return WorkerProcess.start(rig, dir.resolve("printed"), settings);
  }

  private static Duration stop(WorkerProcess process, int exitCode) throws InterruptedException {
    long begun = System.nanoTime();
    process.signal();
    assertThat(process.awaitExit(BOUND)).as(process.printed()).isEqualTo(exitCode);
    Duration took = Duration.ofNanos(System.nanoTime() - begun);
    LOG.warn("FIGURE stop took {} ms", took.toMillis());
    return took;
  }

  private static void assertQuiet(WorkerProcess process) {
    assertThat(process.printed()).doesNotContain("\tat ").doesNotContain(" ERROR ");
  }

  @Test
  void endsTheShortCallAndHandsTheLongOneOver() throws Exception {
    try (Rig rig = new Rig(dir)) {
      // A call that takes longer than its time-out is its next owner's, by its lease and its audio.
      Map<String, String> settings = Map.of("TTS_TIMEOUT", "4s", "TTS_GRACE", "30s");
      WorkerProgram other = rig.worker(settings);
      await("live").atMost(Duration.ofSeconds(20)).until(() -> other.worker().isLive());
      try (WorkerProcess process = start(rig, settings)) {
        String id = process.awaitReady();
        Map<Integer, String> owners = rig.awaitOwners(2);
        int partition = id.equals(owners.get(0)) ? 0 : 1;
        rig.host.next(
            Reply.speechAfter(Duration.ofMillis(2_500)), Reply.speechAfter(Duration.ofSeconds(8)));
        rig.send(partition, Rig.request("short", "Good evening, a short call.", null));
        await("one call").until(() -> rig.host.calls().size() == 1);
        rig.send(partition, Rig.request("long", "Good evening, a long call.", null));
        await("two calls").until(() -> rig.host.calls().size() == 2);

        long begun = System.nanoTime();
        process.signal();
        await("the partition is taken over")
            .atMost(Duration.ofSeconds(15))
            .pollInterval(Duration.ofMillis(50))
            .until(() -> other.worker().ownership().incarnations().size() == Rig.PARTITIONS);
        LOG.warn(
            "FIGURE taken over {} ms after the signal",
            Duration.ofNanos(System.nanoTime() - begun).toMillis());
        assertThat(process.isAlive()).as("it waits for the late answer").isTrue();
        assertThat(rig.outcome("short")).get().extracting(Outcome::worker).isEqualTo(id);
        assertThat(process.awaitExit(Duration.ofSeconds(15))).isZero();
        assertThat(process.printed()).doesNotContain("cut off").contains("stopped");
        assertQuiet(process);

        Outcome late = rig.awaitOutcome("long");
        assertThat(late.outcome()).isEqualTo(OutcomeKind.SPOKEN);
        assertThat(late.worker()).isEqualTo(other.worker().id());
        assertThat(late.attempts()).isEqualTo(1);
        assertThat(rig.host.calls()).hasSize(2);
        rig.audit(0);
      }
    }
  }

  @Test
  void leavesAFullWindowBehindAClosedGateAtOnce() throws Exception {
    try (Rig rig = new Rig(dir)) {
      rig.say(new SwitchSet(true, "quiet", "ann", null));
      List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
      for (int i = 0; i < 20_000; i++) {
        records.add(rig.record(Rig.request("q" + i, "Words of " + i + ".", null)));
      }
      rig.sendAll(records);
      try (WorkerProcess process = start(rig, Map.of())) {
        process.awaitReady();
        await("the window is full")
            .atMost(Duration.ofSeconds(20))
            .until(() -> WorkerHttp.meter(process.port(), "raido_waiting") > 7_400);
        assertThat(stop(process, 0)).isLessThan(Duration.ofSeconds(5));
        assertQuiet(process);
      }
      rig.audit(20_000);
      assertThat(rig.protectionLog().getLast())
          .isInstanceOfSatisfying(WorkerSaid.class, said -> assertThat(said.stopping()).isTrue());
    }
  }

  @Test
  void stopsInTimeWhereTheBrokersAreAwayAndItsCallsGoOn() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    try (Rig rig = Rig.withOwnKafka(dir, port)) {
      try (WorkerProcess process = start(rig, Map.of("TTS_TIMEOUT", "2s", "TTS_GRACE", "60s"))) {
        process.awaitReady();
        rig.host.always(Reply.hang());
        rig.send(Rig.request("a", "Good evening, words into the silence.", null));
        await("the call").until(() -> !rig.host.calls().isEmpty());
        rig.stopKafka();
        stop(process, 0);
        assertThat(process.printed()).contains("cut off by this stop");
        assertQuiet(process);
      }
      rig.startKafka(port);
      rig.audit(1);
    }
  }

  @Test
  void stopsAtOnceOnTheSecondSignal() throws Exception {
    try (Rig rig = new Rig(dir);
        WorkerProcess process = start(rig, Map.of("TTS_TIMEOUT", "20s"))) {
      process.awaitReady();
      rig.host.always(Reply.hang());
      rig.send(Rig.request("a", "Good evening, words that hang.", null));
      await("the call").until(() -> !rig.host.calls().isEmpty());
      process.signal();
      process.awaitWords("worker: stopping");
      assertThat(stop(process, 143)).isLessThan(Duration.ofSeconds(2));
    }
  }

  @Test
  void stopsWhileItFoldsTheLog() throws Exception {
    try (Rig rig = new Rig(dir)) {
      List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
      for (int i = 0; i < 60_000; i++) {
        records.add(rig.record(new CallAsked("c" + i, "r" + i, 0, "w")));
      }
      rig.sendAll(records);
      try (WorkerProcess process = start(rig, Map.of())) {
        process.awaitWords("worker: starting");
        stop(process, 0);
        assertThat(process.printed()).doesNotContain("is ready");
        assertQuiet(process);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(GroupProtocol.class)
  void stopsDuringARebalance(GroupProtocol protocol) throws Exception {
    try (Rig rig = new Rig(dir, protocol)) {
      rig.host.always(Reply.speechAfter(Duration.ofMillis(30)));
      WorkerProgram other = rig.worker(Map.of());
      await("live").atMost(Duration.ofSeconds(20)).until(() -> other.worker().isLive());
      for (int i = 0; i < 40; i++) {
        rig.send(i % 2, Rig.request("r" + i, "Good evening, the words of " + i + ".", null));
      }
      try (WorkerProcess process = start(rig, Map.of())) {
        process.awaitReady();
        stop(process, 0);
        assertQuiet(process);
      }
      rig.awaitOutcomes(40, Duration.ofSeconds(20));
      rig.audit(0);
    }
  }
}
