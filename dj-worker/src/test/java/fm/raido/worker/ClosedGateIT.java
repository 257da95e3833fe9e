package fm.raido.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import fm.raido.schemas.announcement.Outcome;
import fm.raido.schemas.announcement.OutcomeKind;
import fm.raido.schemas.protection.CallResult;
import fm.raido.schemas.protection.GateCause;
import fm.raido.schemas.protection.PressureLevel;
import fm.raido.schemas.protection.ProtectionRecord.HostBeat;
import fm.raido.schemas.protection.ProtectionRecord.ProbeAsked;
import fm.raido.schemas.protection.ProtectionRecord.SwitchSet;
import fm.raido.testkit.Reply;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Causes that close the gate, and what becomes of the requests meanwhile. */
class ClosedGateIT {
  @TempDir Path dir;

  @Test
  void leavesTheHostAloneForAsLongAsItAskedFor() {
    try (Rig rig = new Rig(dir)) {
      WorkerProgram worker = rig.worker(Map.of("BREAKER_OPEN", "10s"));
      rig.host.next(Reply.tooManyRequests(Duration.ofSeconds(3)));
      rig.send(Rig.request("a", "Good evening, the first words of the night.", null));
      awaitGate(worker, GateCause.RETRY_AFTER);
      rig.send(Rig.request("b", "Good evening, the second words of the night.", null));

      rig.awaitOutcomes(2, Duration.ofSeconds(15));
      assertThat(rig.outcomes()).extracting(Outcome::outcome).containsOnly(OutcomeKind.SPOKEN);
      assertThat(rig.host.calls()).hasSize(3);
      assertThat(Duration.between(rig.host.calls().get(0).at(), rig.host.calls().get(1).at()))
          .isGreaterThanOrEqualTo(Duration.ofSeconds(3));
      assertThat(rig.endsFor("a"))
          .extracting("result")
          .containsExactly(CallResult.OVERLOADED, CallResult.SPOKEN);
    }
  }

  @Test
  void holdsAllWhileTheOperatorSaysSoAndGoesOnAfterwards() {
    try (Rig rig = new Rig(dir)) {
      WorkerProgram worker = rig.worker(Map.of("PROTECTION_COOLDOWN", "1s"));
      rig.say(new SwitchSet(true, "maintenance", "ann", null));
      awaitGate(worker, GateCause.OPERATOR);
      rig.send(Rig.request("a", "Good evening, words that wait for the operator.", null));
      rig.send(
          Rig.request("b", "Words that cannot wait for the operator.", Duration.ofSeconds(11)));
      Outcome urgent = rig.awaitOutcome("b");
      assertThat(urgent.outcome()).isEqualTo(OutcomeKind.FALLBACK);
      assertThat(rig.outcome("a")).isEmpty();
      assertThat(rig.host.calls()).isEmpty();
      assertReady(worker);

      rig.say(new SwitchSet(false, "done", "ann", null));
      assertThat(rig.awaitOutcome("a").outcome()).isEqualTo(OutcomeKind.SPOKEN);

      rig.say(beat(PressureLevel.CRITICAL));
      awaitGate(worker, GateCause.HOST_PRESSURE);
      rig.send(Rig.request("c", "Good evening, words that wait for the host.", null));
      rig.say(beat(PressureLevel.NORMAL));
      assertThat(rig.awaitOutcome("c").outcome()).isEqualTo(OutcomeKind.SPOKEN);
      assertThat(rig.host.calls()).hasSize(2);
    }
  }

  @Test
  void outlivesADeadHostWithFiveFailedCallsAndAProbe() {
    try (Rig rig = new Rig(dir)) {
      rig.host.closePort();
      WorkerProgram worker =
          rig.worker(
              Map.of(
                  "BREAKER_OPEN",
                  "3s",
                  "AIR_LEAD",
                  "2s",
                  "RAMP_STEP",
                  "300ms",
                  "BACKOFF_MIN",
                  "2s",
                  "BACKOFF_MAX",
                  "3s"));
      for (int i = 0; i < 30; i++) {
        rig.send(Rig.request("r" + i, "Good evening, these are the words of " + i + ".", null));
      }
      rig.send(Rig.request("urgent", "Words for the next minute.", Duration.ofSeconds(8)));
      awaitGate(worker, GateCause.BREAKER_OPEN);
      List<CallResult> failed = ends(rig);
      assertThat(failed).hasSize(5).containsOnly(CallResult.BROKEN);

      Outcome urgent = rig.awaitOutcome("urgent");
      assertThat(urgent.outcome()).isEqualTo(OutcomeKind.FALLBACK);
      assertThat(rig.letters()).as("waiting buries nobody").isEmpty();
      assertThat(ends(rig)).as("a probe, and nothing else").hasSize(5 + probes(rig));

      rig.host.openPort();
      rig.awaitOutcomes(31, Duration.ofSeconds(45));
      assertThat(rig.outcomes().stream().map(Outcome::outcome).toList())
          .filteredOn(kind -> kind != OutcomeKind.FALLBACK)
          .hasSize(30)
          .containsOnly(OutcomeKind.SPOKEN);
      assertThat(probes(rig)).isEqualTo(1);
      rig.audit(0);
    }
  }

  @Test
  void expiresAtTheDeadlineWhereThereIsNoFallback() {
    try (Rig rig = new Rig(dir)) {
      WorkerProgram worker = rig.worker(Map.of("DJ_FALLBACK", "none", "DJ_PROVIDER", "disabled"));
      awaitGate(worker, GateCause.PROVIDER_DISABLED);
      rig.send(Rig.request("a", "Words for the next seconds.", Duration.ofSeconds(4)));
      rig.send(Rig.request("b", "Words that can wait.", null));
      Outcome outcome = rig.awaitOutcome("a");
      assertThat(outcome.outcome()).isEqualTo(OutcomeKind.EXPIRED);
      assertThat(Duration.between(Objects.requireNonNull(outcome.airBy()), outcome.decidedAt()))
          .isBetween(Duration.ZERO, Duration.ofSeconds(1));
      assertThat(rig.outcome("b")).isEmpty();
      assertThat(rig.host.calls()).isEmpty();
      rig.audit(1);
    }
  }

  @Test
  void speaksFromTemplatesAloneWhereToldTo() {
    try (Rig rig = new Rig(dir)) {
      rig.worker(Map.of("DJ_VOICE_PROVIDER", "templates"));
      for (int i = 0; i < 30; i++) {
        rig.send(Rig.request("t" + i, "Words number " + i + ".", null));
      }
      rig.awaitOutcomes(30, Duration.ofSeconds(40));
      assertThat(rig.outcomes()).extracting(Outcome::outcome).containsOnly(OutcomeKind.FALLBACK);
      assertThat(rig.host.calls()).isEmpty();
    }
  }

  @Test
  void closesWhileTheStoreCannotBeWrittenAndRecovers() throws Exception {
    try (Rig rig = new Rig(dir)) {
      WorkerProgram worker = rig.worker(Map.of());
      rig.send(Rig.request("a", "Good evening, words for a good store.", null));
      rig.awaitOutcome("a");
      Path aside = dir.resolve("aside");
      Files.move(rig.store(), aside);
      Files.writeString(rig.store(), "no directory");
      rig.send(Rig.request("b", "Good evening, words for a broken store.", null));
      awaitGate(worker, GateCause.STORE_FAILED);
      int calls = rig.host.calls().size();
      rig.send(Rig.request("c", "Good evening, more words for a broken store.", null));

      Files.delete(rig.store());
      Files.move(aside, rig.store());
      assertThat(rig.awaitOutcome("b").outcome()).isEqualTo(OutcomeKind.SPOKEN);
      assertThat(rig.awaitOutcome("c").outcome()).isEqualTo(OutcomeKind.SPOKEN);
      assertThat(rig.host.calls()).hasSize(calls + 2);
      assertThat(rig.endsFor("b")).extracting("result").containsOnly(CallResult.SPOKEN);
    }
  }

  private static HostBeat beat(PressureLevel level) {
    return new HostBeat("kokoro", "host-1", level, "cpu 99 %", false);
  }

  private static void awaitGate(WorkerProgram worker, GateCause cause) {
    await("the gate closed by " + cause)
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(20))
        .until(() -> worker.worker().gate().causes().contains(cause));
  }

  private static void assertReady(WorkerProgram worker) {
    assertThat(WorkerHttp.status(worker, "/actuator/health/readiness")).isEqualTo(200);
  }

  private static List<CallResult> ends(Rig rig) {
    return rig.protectionLog().stream()
        .filter(fm.raido.schemas.protection.ProtectionRecord.CallEnded.class::isInstance)
        .map(r -> ((fm.raido.schemas.protection.ProtectionRecord.CallEnded) r).result())
        .toList();
  }

  private static int probes(Rig rig) {
    return (int) rig.protectionLog().stream().filter(ProbeAsked.class::isInstance).count();
  }
}
