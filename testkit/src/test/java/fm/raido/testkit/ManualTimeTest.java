package fm.raido.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ManualTimeTest {
  @Test
  void standsStillUntilItIsMoved() {
    ManualTime time = new ManualTime(Instant.EPOCH);

    assertThat(time.instant()).isEqualTo(Instant.EPOCH);
    assertThat(time.advance(Duration.ofSeconds(5))).isEqualTo(Instant.ofEpochSecond(5));
    assertThat(time.millis()).isEqualTo(5_000);
    time.set(Instant.ofEpochSecond(1));
    assertThat(time.instant()).isEqualTo(Instant.ofEpochSecond(1));
  }
}
