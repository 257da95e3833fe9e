package fm.raido.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fm.raido.testkit.process.ChildJvmFailed;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeasuringIT {
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  @TempDir private Path dir;

  @Test
  void everyRequestIsMeasuredAndAProgramThatDiesIsNoFastProgram() {
    try (Scene scene = Scene.open(dir);
        RequestFeed feed = scene.feed()) {
      QuickVoice voice = QuickVoice.start();
      try (Lane lane =
          Lane.of(
              scene,
              Scene.PEER_REQUESTS,
              Scene.PEER_OUTCOMES,
              Programs.bareLoop(scene, voice.baseUrl()))) {
        List<Double> millis = lane.round(feed, 20, 50, PATIENCE);
        assertThat(millis).hasSize(20).isSorted();
        assertThat(millis.getFirst()).isPositive();
        assertThat(voice.calls()).isEqualTo(20);

        voice.close();
        assertThatThrownBy(() -> lane.round(feed, 1, 50, PATIENCE))
            .isInstanceOf(ChildJvmFailed.class)
            .hasMessageContaining("the bare-loop ended with 1")
            .hasMessageContaining("ConnectException");
      }
    }
  }
}
