package fm.raido.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import fm.raido.schemas.announcement.Outcome;
import fm.raido.schemas.announcement.OutcomeKind;
import fm.raido.schemas.settings.RaidoSettings.GroupProtocol;
import fm.raido.testkit.Reply;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Brokers that go away and come back, and a worker that stands still while the group goes on. */
class BrokerOutageIT {
  @TempDir Path dir;

  @Test
  void buriesNobodyBecauseTheBrokersWereAway() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    try (Rig rig = Rig.withOwnKafka(dir, port)) {
      WorkerProgram worker = rig.worker(Map.of());
      rig.send(Rig.request("before", "Good evening, words before the outage.", null));
      rig.awaitOutcome("before");
      rig.host.always(Reply.speechAfter(Duration.ofMillis(1_500)));
      for (int i = 0; i < 6; i++) {
        rig.send(Rig.request("r" + i, "Good evening, words in the outage, " + i + ".", null));
      }
      await("calls").until(() -> rig.host.calls().size() >= 2);
      rig.stopKafka();
      // Longer than a transaction's time-outs.
      assertThat(new CountDownLatch(1).await(14, TimeUnit.SECONDS)).isFalse();
      rig.startKafka(port);

      rig.awaitOutcomes(7, Duration.ofSeconds(60));
      assertThat(rig.outcomes()).extracting(Outcome::outcome).containsOnly(OutcomeKind.SPOKEN);
      assertThat(rig.letters()).isEmpty();
      assertThat(worker.failed()).isNotDone();
      rig.audit(0);
    }
  }

  @ParameterizedTest
  @EnumSource(GroupProtocol.class)
  void settlesNothingTwiceWhereAWorkerStoodStillWhileItsPartitionsLeft(GroupProtocol protocol)
      throws Exception {
    try (Rig rig = new Rig(dir, protocol)) {
      rig.host.always(Reply.speechAfter(Duration.ofMillis(100)));
      WorkerProgram first = rig.worker(Map.of());
      for (int i = 0; i < 40; i++) {
        rig.send(Rig.request("r" + i, "Good evening, these are the words of " + i + ".", null));
      }
      rig.awaitOutcomes(4, Duration.ofSeconds(15));
      CountDownLatch thaw = new CountDownLatch(1);
      CountDownLatch frozen = new CountDownLatch(1);
      first
          .worker()
          .post(core -> {
            frozen.countDown();
            try {
              thaw.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          });
      frozen.await();
      rig.worker(Map.of());
      // At least one partition leaves the frozen worker, whose flush is not waited for for ever.
      await("the other one works")
          .atMost(Duration.ofSeconds(30))
          .until(() ->
              rig.outcomes().stream().map(Outcome::worker).distinct().count() == 2
                  || rig.outcomes().size() == 40);
      thaw.countDown();
      rig.awaitOutcomes(40, Duration.ofSeconds(40));
      rig.audit(0);
    }
  }
}
