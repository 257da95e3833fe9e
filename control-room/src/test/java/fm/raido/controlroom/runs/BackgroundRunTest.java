package fm.raido.controlroom.runs;

import static org.assertj.core.api.Assertions.assertThat;

import fm.raido.controlroom.letters.LetterFilter;
import fm.raido.controlroom.replay.ReplayPlan;
import fm.raido.controlroom.replay.ReplayProgress.Stage;
import fm.raido.schemas.settings.Settings;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BackgroundRunTest {
  private static RunView viewAfter(BackgroundRun.Work work) throws InterruptedException {
    BackgroundRun run =
        new BackgroundRun(
            work,
            ReplayPlan.replay(LetterFilter.ALL, Settings.of(Map.of()), "test"),
            Clock.systemUTC());
    run.start();
    run.await(Duration.ofSeconds(10));
    return run.view();
  }

  @Test
  void oneThatBreaksDoesNotLookAsIfItHadComeToItsEnd() throws Exception {
    RunView view =
        viewAfter((plan, listener, stop) -> {
          throw new AssertionError("a bug");
        });
    assertThat(view.stage()).isEqualTo(Stage.ENDED);
    assertThat(view.failure()).contains("AssertionError", "a bug");
  }

  @Test
  void oneThatCannotGoOnSaysWhy() throws Exception {
    assertThat(
            viewAfter(
                    (plan, listener, stop) -> {
                      throw new IllegalStateException("no more");
                    })
                .failure())
        .isEqualTo("no more");
    assertThat(
            viewAfter(
                    (plan, listener, stop) -> {
                      throw new IllegalStateException();
                    })
                .failure())
        .contains("IllegalStateException");
  }
}
