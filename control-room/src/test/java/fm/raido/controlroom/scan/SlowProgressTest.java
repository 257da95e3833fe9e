package fm.raido.controlroom.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class SlowProgressTest {
  private final StringWriter err = new StringWriter();
  private long millis;

  @Test
  void saysNothingForTwoSecondsAndThenOnceASecond() {
    SlowProgress progress = new SlowProgress(new PrintWriter(err), () -> millis * 1_000_000);
    for (millis = 0; millis <= 3_900; millis += 100) {
      progress.read(millis * 100, 400_000);
    }
    assertThat(err.toString().lines())
        .containsExactly(
            "reading the topics: 200,000 of 400,000 records (50 %)",
            "reading the topics: 300,000 of 400,000 records (75 %)");
  }

  @Test
  void nothingToReadIsAllOfIt() {
    SlowProgress progress = new SlowProgress(new PrintWriter(err), () -> millis * 1_000_000);
    millis = 2_500;
    progress.read(0, 0);
    assertThat(err.toString().strip()).isEqualTo("reading the topics: 0 of 0 records (100 %)");
  }
}
