package fm.raido.worker.loop;

import static org.assertj.core.api.Assertions.assertThat;

import fm.raido.schemas.announcement.Outcome;
import fm.raido.schemas.announcement.OutcomeKind;
import fm.raido.schemas.announcement.PassKey;
import fm.raido.schemas.protection.CallResult;
import fm.raido.schemas.protection.ProtectionRecord;
import fm.raido.schemas.protection.ProtectionRecord.CallAsked;
import fm.raido.schemas.protection.ProtectionRecord.SwitchSet;
import fm.raido.worker.loop.SimWorker.Answer;
import fm.raido.worker.settlement.SettlementResult;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Several workers through a seeded storm of failures, closures, rebalances and failed commits; then
 * calm. {@link Sim#commit} holds every commit against L1 as it comes.
 */
class WorkerCoreLawTest {

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void endsEveryRequestOnceAndLosesNone(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Sim sim = new Sim();
    String[] settings = {
      "TTS_MAX_PER_MINUTE", "120",
      "BREAKER_OPEN", "20s",
      "RAMP_STEP", "2s",
      "TTS_GRACE", "5s",
      "TTS_TIMEOUT", "4s",
      "MAX_WAIT", "2h"
    };
    for (int i = 0; i < 3; i++) {
      sim.liveWorker(0, settings);
    }
    int[] owner = {0, 1, 2, 0};
    for (int p = 0; p < owner.length; p++) {
      sim.assign(p, sim.workers.get(owner[p]));
    }
    for (SimWorker worker : sim.workers) {
      worker.host = call -> answer(random);
      worker.settler =
          batch ->
              switch (random.nextInt(12)) {
                case 0 -> new SettlementResult.Postponed(batch, "moved");
                case 1 -> worker.failed(batch, false);
                case 2 -> committedButUnknown(sim, worker, batch);
                default -> worker.committed(batch);
              };
    }
    int sent = 0;
    for (int i = 0; i < 120; i++) {
      int partition = random.nextInt(owner.length);
      switch (random.nextInt(10)) {
        case 0 -> {
          sim.revoke(partition, sim.workers.get(owner[partition]));
          owner[partition] = random.nextInt(3);
          sim.assign(partition, sim.workers.get(owner[partition]));
        }
        case 1 ->
            sim.append(new SwitchSet(random.nextBoolean(), "try", "ann", Duration.ofSeconds(10)));
        case 2 -> sim.workers.get(random.nextInt(3)).reads = random.nextBoolean();
        case 3 -> sim.workers.get(random.nextInt(3)).storeWrites = random.nextInt(3) > 0;
        default -> {
          for (int n = random.nextInt(4); n >= 0; n--) {
            String id = "r" + (random.nextInt(8) == 0 ? random.nextInt(sent + 1) : sent);
            boolean urgent = random.nextInt(3) == 0;
            sim.send(
                Math.floorMod(id.hashCode(), owner.length),
                Sim.request(
                    id,
                    "Words of " + id,
                    urgent ? sim.now().plusSeconds(random.nextInt(60) - 5) : null));
            sent++;
          }
        }
      }
      sim.run(Duration.ofMillis(random.nextInt(3_000)), Duration.ofMillis(20));
    }
    for (SimWorker worker : sim.workers) {
      worker.reads = true;
      worker.storeWrites = true;
      worker.host = call -> Answer.spoken();
      worker.settler = worker::committed;
    }
    sim.append(new SwitchSet(false, "calm", "ann", null));
    sim.run(Duration.ofMinutes(12), Duration.ofMillis(100));

    long records = sim.topic.values().stream().mapToInt(java.util.List::size).sum();
    assertThat(sim.marks.values().stream().mapToLong(m -> m.records()).sum())
        .as("settled of %d, seed %d", records, seed)
        .isEqualTo(records);
    assertThat(sim.marks.values().stream().mapToLong(m -> m.duplicates()).sum())
        .isEqualTo(records - sim.outcomes.size());
    for (Outcome outcome : sim.outcomes) {
      if (outcome.airBy() != null
          && (outcome.outcome() == OutcomeKind.SPOKEN
              || outcome.outcome() == OutcomeKind.FALLBACK)) {
        assertThat(outcome.decidedAt()).as("%s, seed %d", outcome, seed).isBefore(outcome.airBy());
      }
    }
    atMostTwoCalls(sim, seed);
  }

  private static Answer answer(SplittableRandom random) {
    CallResult result =
        switch (random.nextInt(8)) {
          case 0 -> CallResult.BROKEN;
          case 1 -> CallResult.UNSPEAKABLE;
          case 2 -> CallResult.OVERLOADED;
          default -> CallResult.SPOKEN;
        };
    return new Answer(
        result, Duration.ofMillis(random.nextInt(random.nextInt(10) == 0 ? 12_000 : 800)));
  }

  /** The commit went through and its answer was lost. */
  private static SettlementResult committedButUnknown(
      Sim sim, SimWorker worker, fm.raido.worker.settlement.Batch batch) {
    var _ = sim.commit(batch);
    return worker.failed(batch, false);
  }

  private static void atMostTwoCalls(Sim sim, long seed) {
    Map<PassKey, Integer> calls = new HashMap<>();
    Map<String, PassKey> requests = new HashMap<>();
    for (ProtectionRecord record : sim.said(ProtectionRecord.class)) {
      if (record instanceof CallAsked asked) {
        requests.put(asked.callId(), new PassKey(asked.requestId(), asked.pass()));
      }
    }
    for (SimWorker worker : sim.workers) {
      worker.calls.forEach(call -> {
        PassKey request = requests.get(call.callId());
        if (request != null) {
          calls.merge(request, 1, Integer::sum);
        }
      });
    }
    assertThat(calls.values()).as("calls of a request, seed %d", seed).allMatch(n -> n <= 2);
  }
}
