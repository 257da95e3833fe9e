package fm.raido.worker.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class PatienceTest {
  private static final Duration LIMIT = Duration.ofSeconds(8);
  private final Patience patience = new Patience(Duration.ofSeconds(1), LIMIT);

  private void timeOut(int times) {
    for (int i = 0; i < times; i++) {
      patience.failed(new KafkaException("in an error state", new TimeoutException("no answer")));
    }
  }

  @Test
  void doublesWithEachTimeOutUpToFiveSeconds() {
    assertThat(patience.now()).isEqualTo(Duration.ofSeconds(1));
    timeOut(1);
    assertThat(patience.now()).isEqualTo(Duration.ofSeconds(2));
    timeOut(1);
    assertThat(patience.now()).isEqualTo(Duration.ofSeconds(4));
    timeOut(2);
    assertThat(patience.now()).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void doesNotGrowWhereNobodyWasSlow() {
    patience.failed(new ProducerFencedException("another one"));
    assertThat(patience.now()).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void goesBackOnlyWhenTheFirstWouldDo() {
    timeOut(2);
    assertThat(patience.committedIn(Duration.ofMillis(1_500))).isFalse();
    assertThat(patience.now()).isEqualTo(Duration.ofSeconds(4));
    assertThat(patience.committedIn(Duration.ofMillis(900))).isTrue();
    assertThat(patience.now()).isEqualTo(Duration.ofSeconds(1));
    assertThat(patience.committedIn(Duration.ofMillis(900))).isFalse();
  }

  @Test
  void neverGoesOverItsLimit() {
    assertThat(new Patience(Duration.ofSeconds(60), LIMIT).now()).isEqualTo(LIMIT);
    Patience long6 = new Patience(Duration.ofSeconds(6), LIMIT);
    long6.failed(new TimeoutException("no answer"));
    assertThat(long6.now()).isEqualTo(Duration.ofSeconds(6));
  }
}
