package fm.raido.worker.loop;

import static org.assertj.core.api.Assertions.assertThat;

import fm.raido.protection.gate.Closure;
import fm.raido.schemas.announcement.OutcomeKind;
import fm.raido.schemas.protection.GateCause;
import fm.raido.schemas.protection.PressureLevel;
import fm.raido.schemas.protection.ProtectionRecord.CallAsked;
import fm.raido.schemas.protection.ProtectionRecord.HostBeat;
import fm.raido.schemas.protection.ProtectionRecord.WorkerSaid;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a worker does with the pulse of its speech hosts, from the beat to the calls. */
class PressedHostTest {
  private static final Duration BEAT = Duration.ofSeconds(5);

  private final Sim sim = new Sim();

  @Test
  void criticalClosesTheGateWithCauseSinceAndUntilAndPauses() {
    SimWorker worker = sim.liveWorker(1);
    beats("k1", PressureLevel.NORMAL, 10);
    send(3);
    beats("k1", PressureLevel.NORMAL, 5);
    assertThat(worker.calls).hasSize(3);

    Instant critical = sim.now();
    beats("k1", PressureLevel.CRITICAL, 15);
    Closure closure = worker.core.gate().closures().getFirst();
    assertThat(closure.cause()).isEqualTo(GateCause.HOST_PRESSURE);
    assertThat(closure.since()).isBetween(critical.minusMillis(1), critical.plusMillis(20));
    assertThat(closure.until())
        .hasValueSatisfying(until ->
            assertThat(until).isBetween(critical.plusSeconds(309), critical.plusSeconds(311)));
    assertThat(closure.detail()).isEqualTo("speech host k1 is critical: memory full stall 72 %");
    assertThat(worker.flow.isGateClosed()).isTrue();
    assertThat(sim.said(WorkerSaid.class).getLast().paused()).isTrue();

    send(3);
    sim.send(0, Sim.request("urgent", "Words for soon.", sim.now().plusSeconds(20)));
    beats("k1", PressureLevel.NORMAL, 30);
    assertThat(worker.calls).as("no call under pressure").hasSize(3);
    assertThat(sim.outcome("urgent").orElseThrow().outcome()).isEqualTo(OutcomeKind.FALLBACK);
  }

  @Test
  void protectionEndsByItselfInItsTimeAndTheRateRisesInSteps() {
    sim.liveWorker(1);
    beats("k1", PressureLevel.CRITICAL, 5);
    Instant last = sim.now().minus(BEAT);
    send(200);
    beats("k1", PressureLevel.NORMAL, 300);
    List<Instant> asked = askedAt();
    assertThat(asked.getFirst())
        .as("after the cool-down, and soon after it")
        .isBetween(last.plusSeconds(300), last.plusSeconds(301));

    beats("k1", PressureLevel.NORMAL, 300);
    List<Long> perMinute = new ArrayList<>();
    Instant open = last.plusSeconds(300);
    for (int minute = 0; minute < 5; minute++) {
      Instant from = open.plusSeconds(minute * 60L);
      perMinute.add(
          askedAt().stream()
              .filter(at -> !at.isBefore(from) && at.isBefore(from.plusSeconds(60)))
              .count());
    }
    assertThat(perMinute).as("10, 20, 50, 100 %").containsExactly(1L, 2L, 5L, 10L, 10L);
  }

  @Test
  void silenceClosesTheGateUntilTheNextBeat() {
    SimWorker worker = sim.liveWorker(1);
    beats("k1", PressureLevel.NORMAL, 5);
    sim.run(Duration.ofSeconds(11));
    assertThat(worker.core.gate().causes()).containsExactly(GateCause.HOST_SILENT);
    send(1);
    sim.run(Duration.ofSeconds(20));
    assertThat(worker.calls).isEmpty();
    beats("k1", PressureLevel.NORMAL, 5);
    assertThat(worker.calls).hasSize(1);
  }

  @Test
  void aWarningHalvesWhatAWorkerAsksFor() {
    sim.liveWorker(1);
    beats("k1", PressureLevel.WARNING, 5);
    send(40);
    beats("k1", PressureLevel.WARNING, 55);
    assertThat(sim.said(CallAsked.class)).hasSize(5);

    beats("k1", PressureLevel.NORMAL, 60);
    assertThat(sim.said(CallAsked.class).size()).isBetween(14, 16);
  }

  @Test
  void onlyTheHostsThatTheSettingsNameCount() {
    SimWorker worker = sim.liveWorker(1, "PROTECT_ON_HOSTS", "k1,k2");
    sim.append(beat("k9", PressureLevel.CRITICAL));
    sim.run(Duration.ofSeconds(20));
    assertThat(worker.core.gate().isOpen()).as("neither its pressure nor its silence").isTrue();
    sim.append(beat("k2", PressureLevel.CRITICAL));
    sim.run(Duration.ofSeconds(1));
    assertThat(worker.core.gate().causes()).containsExactly(GateCause.HOST_PRESSURE);
  }

  @Test
  void ofSeveralHostsTheWorstCountsUntilTheLastIsWell() {
    SimWorker worker = sim.liveWorker(1);
    sim.append(beat("k1", PressureLevel.CRITICAL));
    sim.run(Duration.ofSeconds(2));
    sim.append(beat("k2", PressureLevel.CRITICAL));
    Instant second = sim.now();
    sim.run(Duration.ofSeconds(1));
    assertThat(worker.core.gate().closures()).hasSize(1);
    assertThat(worker.core.gate().closures().getFirst().until())
        .hasValueSatisfying(
            until -> assertThat(until).isBetween(second.plusSeconds(299), second.plusSeconds(301)));
    assertThat(worker.core.gate().closures().getFirst().detail())
        .contains("speech host k1 is critical")
        .contains("speech host k2 is critical");

    sim.append(beat("k1", PressureLevel.GOING_AWAY));
    sim.append(beat("k2", PressureLevel.GOING_AWAY));
    sim.run(Duration.ofSeconds(290));
    assertThat(worker.core.gate().isOpen()).isFalse();
    sim.run(Duration.ofSeconds(10));
    assertThat(worker.core.gate().isOpen()).isTrue();
  }

  /** A beat now and every five seconds for that long. */
  private void beats(String host, PressureLevel level, int seconds) {
    for (int passed = 0; passed < seconds; passed += 5) {
      sim.append(beat(host, level));
      sim.run(BEAT);
    }
  }

  private static HostBeat beat(String host, PressureLevel level) {
    return new HostBeat("kokoro", host, level, "memory full stall 72 %", false);
  }

  private void send(int number) {
    int from = sim.topic.getOrDefault(0, List.of()).size();
    for (int i = from; i < from + number; i++) {
      sim.send(0, Sim.request("r" + i, "These are the words of r" + i + ".", null));
    }
  }

  private List<Instant> askedAt() {
    return sim.log.stream()
        .filter(entry -> entry.record().filter(CallAsked.class::isInstance).isPresent())
        .map(LogEntry::appendedAt)
        .toList();
  }
}
