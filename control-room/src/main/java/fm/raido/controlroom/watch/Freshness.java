package fm.raido.controlroom.watch;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/**
 * Whether the reader of a topic keeps up: at each look it must stand where the topic ended when
 * that was asked for. A topic's end is not asked of the reader, which may be the one that hears
 * nothing. Times are {@code System.nanoTime()}; for one thread at a time.
 */
final class Freshness {
  /** A reader at work is behind by a poll, or by a collection of garbage. */
  static final Duration PATIENCE = Duration.ofSeconds(3);

  /** Until it has stood at the end once, it has to move; before that, it has to connect. */
  static final Duration FIRST_PATIENCE = Duration.ofSeconds(10);

  private Map<TopicPartition, Long> before = Map.of();
  private boolean wasAtEnd;

  /** The last look at which all was well. */
  private long wellNanos;

  /** Up to when everything was read. */
  private long readNanos;

  Freshness(long nowNanos) {
    wellNanos = nowNanos;
    readNanos = nowNanos;
  }

  /**
   * A look.
   *
   * @param positions how far each partition has been read; empty where nothing is
   * @param ends of each partition; one whose end nobody could tell is missing
   * @param askedNanos when the ends were asked for
   */
  void look(
      Map<TopicPartition, Long> positions,
      Map<TopicPartition, Long> ends,
      long askedNanos,
      long nowNanos) {
    if (isAtEnd(positions, ends)) {
      wasAtEnd = true;
      wellNanos = nowNanos;
      readNanos = askedNanos;
    } else if (!wasAtEnd && !positions.isEmpty() && !positions.equals(before)) {
      wellNanos = nowNanos;
      readNanos = nowNanos;
    }
    before = positions;
  }

  private static boolean isAtEnd(
      Map<TopicPartition, Long> positions, Map<TopicPartition, Long> ends) {
    for (Map.Entry<TopicPartition, Long> at : positions.entrySet()) {
      Long end = ends.get(at.getKey());
      if (end == null || at.getValue() < end) {
        return false;
      }
    }
    return !positions.isEmpty();
  }

  /** For how long not everything has been read; empty while it keeps up. */
  Optional<Duration> unreadFor(long nowNanos) {
    Duration patience = wasAtEnd ? PATIENCE : FIRST_PATIENCE;
    return nowNanos - wellNanos > patience.toNanos()
        ? Optional.of(Duration.ofNanos(nowNanos - readNanos))
        : Optional.empty();
  }
}
