package fm.raido.controlroom.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class FreshnessTest {
  private static final TopicPartition LOG = new TopicPartition("raido.protection", 0);
  private static final TopicPartition OTHER = new TopicPartition("raido.protection", 1);

  private final Freshness freshness = new Freshness(at(0));

  @Test
  void whoStandsAtTheEndKeepsUp() {
    for (int second = 1; second < 60; second++) {
      look(second, Map.of(LOG, 7L), Map.of(LOG, 7L));
      assertThat(freshness.unreadFor(at(second))).isEmpty();
    }
  }

  @Test
  void whoStaysBehindTheEndIsToldWithTheTimeUpToWhichAllWasRead() {
    look(1, Map.of(LOG, 7L), Map.of(LOG, 7L));
    for (int second = 2; second <= 4; second++) {
      look(second, Map.of(LOG, 7L), Map.of(LOG, 8L));
      assertThat(freshness.unreadFor(at(second))).isEmpty();
    }
    look(5, Map.of(LOG, 7L), Map.of(LOG, 8L));
    assertThat(freshness.unreadFor(at(5)))
        .as("the ends of the last good look were asked for a second before it")
        .contains(Duration.ofSeconds(5));
    look(6, Map.of(LOG, 8L), Map.of(LOG, 8L));
    assertThat(freshness.unreadFor(at(6))).isEmpty();
  }

  @Test
  void aPartitionWhoseEndNobodyCanTellIsNotRead() {
    look(1, Map.of(LOG, 7L, OTHER, 3L), Map.of(LOG, 7L, OTHER, 3L));
    look(5, Map.of(LOG, 9L, OTHER, 3L), Map.of(LOG, 9L));
    assertThat(freshness.unreadFor(at(5))).isPresent();
  }

  @Test
  void aReaderThatFailsStandsNowhere() {
    look(1, Map.of(LOG, 7L), Map.of(LOG, 7L));
    look(5, Map.of(), Map.of());
    assertThat(freshness.unreadFor(at(5))).isPresent();
  }

  @Test
  void theFirstReadingMayTakeItsTimeAsLongAsItMoves() {
    for (int second = 1; second < 60; second++) {
      look(second, Map.of(LOG, 1_000L * second), Map.of(LOG, 100_000L));
      assertThat(freshness.unreadFor(at(second))).isEmpty();
    }
    look(70, Map.of(LOG, 59_000L), Map.of(LOG, 100_000L));
    assertThat(freshness.unreadFor(at(70))).contains(Duration.ofSeconds(11));
  }

  @Test
  void whoCannotEvenBeginIsToldAfterAWhile() {
    look(9, Map.of(), Map.of());
    assertThat(freshness.unreadFor(at(9))).isEmpty();
    look(11, Map.of(), Map.of());
    assertThat(freshness.unreadFor(at(11))).contains(Duration.ofSeconds(11));
  }

  private void look(
      int second, Map<TopicPartition, Long> positions, Map<TopicPartition, Long> ends) {
    freshness.look(positions, ends, at(second - 1), at(second));
  }

  private static long at(int second) {
    return Duration.ofSeconds(second).toNanos();
  }
}
