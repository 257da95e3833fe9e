package fm.raido.worker.loop;

import static org.assertj.core.api.Assertions.assertThat;

import fm.raido.schemas.announcement.AnnouncementRequest;
import fm.raido.schemas.announcement.Outcome;
import fm.raido.schemas.announcement.OutcomeKind;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LateTwinsTest {
  @Test
  void aRequestThatIsLateAndCameTwiceExpiresOnce() {
    Sim sim = new Sim();
    sim.liveWorker(1);
    AnnouncementRequest late = Sim.request("late", "Good morning", sim.now().minusSeconds(1));
    sim.send(0, late);
    sim.send(0, late);
    sim.run(Duration.ofSeconds(2));
    assertThat(sim.outcomes).extracting(Outcome::outcome).containsExactly(OutcomeKind.EXPIRED);
  }
}
