package fm.raido.worker.loop;

import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/**
 * Whose turn it is when room for a call appears and several workers want it: whoever has seen
 * another's ask refused since its own last grant holds back for 50 ms, the others for a random time
 * under 20 ms, so that the one nearest to the broker does not win everything. Where room was there
 * all along, or nobody else is heard, nobody waits. For the event loop alone.
 */
final class Turns {
  private static final Duration LOSERS_FIRST = Duration.ofMillis(50);
  private static final long SPREAD_MILLIS = 20;

  /** Another worker that wrote nothing for so long is not reckoned with. */
  private static final Duration HEARD = Duration.ofSeconds(60);

  private final RandomGenerator random;
  private Instant otherHeardAt = Instant.EPOCH;
  private Instant notBefore = Instant.EPOCH;
  private boolean othersRefused;
  private boolean hadRoom = true;

  Turns(RandomGenerator random) {
    this.random = random;
  }

  /** Another worker wrote a record. */
  void otherHeard(Instant now) {
    otherHeardAt = now;
  }

  void otherRefused() {
    othersRefused = true;
  }

  /** An ask of this worker's own was granted. */
  void granted() {
    othersRefused = false;
  }

  /** Whether this worker may ask now, given whether there is room. */
  boolean mayAsk(boolean room, Instant now) {
    if (!room) {
      hadRoom = false;
      return false;
    }
    if (!hadRoom) {
      hadRoom = true;
      if (Duration.between(otherHeardAt, now).compareTo(HEARD) < 0) {
        notBefore =
            now.plus(
                othersRefused ? LOSERS_FIRST : Duration.ofMillis(random.nextLong(SPREAD_MILLIS)));
      }
    }
    return !now.isBefore(notBefore);
  }

  /** When a turn that was put off comes, or the past. */
  Instant notBefore() {
    return notBefore;
  }
}
