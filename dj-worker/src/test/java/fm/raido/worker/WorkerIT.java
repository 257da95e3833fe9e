package fm.raido.worker;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import fm.raido.schemas.announcement.Outcome;
import fm.raido.schemas.announcement.OutcomeKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkerIT {
  @TempDir Path dir;

  @Test
  void speaksARequestAndSettlesIt() {
    try (Rig rig = new Rig(dir)) {
      rig.worker(Map.of());
      rig.send(Rig.request("a", "Good evening, this is a test of the night programme.", null));
      await("an outcome").atMost(Duration.ofSeconds(20)).until(() -> !rig.outcomes().isEmpty());

      List<Outcome> outcomes = rig.outcomes();
      assertThat(outcomes).hasSize(1);
      Outcome outcome = outcomes.getFirst();
      assertThat(outcome.outcome()).isEqualTo(OutcomeKind.SPOKEN);
      assertThat(outcome.attempts()).isEqualTo(1);
      assertThat(rig.store().resolve(requireNonNull(outcome.audio()).file()))
          .satisfies(f -> assertThat(Files.size(f)).isPositive());
    }
  }
}
