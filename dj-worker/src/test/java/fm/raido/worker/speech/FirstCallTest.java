package fm.raido.worker.speech;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class FirstCallTest {
  @Test
  @Timeout(20)
  void comesToItsEndByItself() {
    long begun = System.nanoTime();
    FirstCall.make();
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(9));
  }
}
