package fm.raido.worker.loop;

import static org.assertj.core.api.Assertions.assertThat;

import fm.raido.schemas.announcement.Outcome;
import fm.raido.schemas.announcement.OutcomeKind;
import fm.raido.schemas.protection.CallResult;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class HangingStoreTest {
  @Test
  void theLastLookBeforeAFallbackCostsNoDeadline() {
    Sim sim = new Sim();
    SimWorker worker = sim.liveWorker(1, "BREAKER_FAILURES", "1", "WORKER_POLL_INTERVAL", "1m");
    worker.host = call -> new SimWorker.Answer(CallResult.BROKEN, Duration.ofMillis(50));
    sim.send(0, Sim.request("failed-once", "Good morning", sim.now().plusSeconds(30)));
    sim.run(Duration.ofSeconds(5));
    worker.lookUpsAnswer = false;
    sim.run(Duration.ofSeconds(30));
    assertThat(sim.outcomes).extracting(Outcome::outcome).containsExactly(OutcomeKind.FALLBACK);
  }
}
