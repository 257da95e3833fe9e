package fm.raido.traces;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SpanCountsTest {
  private static final long SECOND = 1_000_000_000L;

  private final SpanCounts counts = new SpanCounts(2);

  @Test
  void thereAreNeverMoreOnTheirWayThanTheBound() {
    assertThat(counts.admit()).isTrue();
    assertThat(counts.admit()).isTrue();
    assertThat(counts.admit()).isFalse();
    counts.ended(1, true);
    assertThat(counts.admit()).isTrue();
    assertThat(counts.rest()).hasValue(1);
  }

  @Test
  void theLostAreToldOnceAMinuteAtMostAndNoneTwice() {
    assertThat(counts.toTell(0)).isEmpty();
    lose(1);
    assertThat(counts.toTell(5 * SECOND)).hasValue(1);
    lose(2);
    assertThat(counts.toTell(64 * SECOND)).isEmpty();
    lose(1);
    assertThat(counts.toTell(65 * SECOND)).hasValue(3);
    assertThat(counts.toTell(200 * SECOND)).isEmpty();
  }

  @Test
  void whatIsGivenUpOnIsLost() {
    counts.admit();
    counts.giveUp();
    assertThat(counts.rest()).hasValue(1);
    assertThat(counts.rest()).isEmpty();
  }

  private void lose(int spans) {
    for (int i = 0; i < spans; i++) {
      counts.admit();
      counts.ended(1, false);
    }
  }
}
