package fm.raido.agent.rehearse;

import static org.assertj.core.api.Assertions.assertThat;

import fm.raido.schemas.protection.GateCause;
import fm.raido.schemas.protection.PressureLevel;
import fm.raido.schemas.protection.ProtectionRecord.WorkerSaid;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HappeningsTest {
  private final Stage stage = new Stage();

  @Test
  void tellsEachChangeOnce() {
    said(false, false);
    Happenings happenings = new Happenings(stage.fold(), stage.now());
    assertThat(happenings.since(stage.fold(), stage.now())).isEmpty();

    stage.rehearse(PressureLevel.CRITICAL, 30, false).passes(0.1);
    said(true, false);
    assertThat(happenings.since(stage.fold(), stage.now()))
        .containsExactly(
            "the gate is closed: host pressure: speech host studio was critical: rehearsed by ann"
                + " (rehearsal), until 2026-11-01T20:05:00Z",
            "worker w1 has paused");
    assertThat(happenings.since(stage.fold(), stage.now())).isEmpty();

    stage.stop();
    stage.passes(Math.toIntExact(Stage.COOLDOWN.toSeconds()) + 1);
    said(false, false);
    assertThat(happenings.since(stage.fold(), stage.now()))
        .containsExactly(
            "host pressure no longer closes the gate",
            "at most 1 calls a minute, 2 at a time",
            "worker w1 has gone on");
  }

  @Test
  void tellsLimitsThatAreHalved() {
    stage.agentLives().passes(6);
    Happenings happenings = new Happenings(stage.fold(), stage.now());
    stage.rehearse(PressureLevel.WARNING, 30, false).passes(0.1);
    assertThat(happenings.since(stage.fold(), stage.now()))
        .containsExactly("at most 5 calls a minute, 1 at a time");
  }

  private void said(boolean paused, boolean stopping) {
    stage.seen.apply(
        Optional.of(
            new WorkerSaid(
                "w1", paused ? Set.of(GateCause.HOST_PRESSURE) : Set.of(), paused, stopping)),
        stage.now());
  }
}
