package fm.raido.controlroom.access;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Slows down who guesses: after 5 wrong tokens within a minute, further wrong ones of an address
 * are answered with a wait until a minute has passed since the fifth. A right token is never asked
 * to wait: behind a proxy everybody has the same address, and anybody could keep the operators out.
 * What keeps guessers out is a token's length. Safe for use by any thread.
 */
final class FailureLimit {
  static final int FREE = 5;
  static final Duration PAUSE = Duration.ofMinutes(1);

  /** Addresses that are remembered; the one that failed longest ago goes first. */
  private static final int ADDRESSES_MAX = 10_000;

  private record Failures(int count, Instant last) {}

  private final Map<String, Failures> failures =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
          return size() > ADDRESSES_MAX;
        }
      };

  /** How long wrong tokens of that address are told to wait; zero where they are not. */
  synchronized Duration pause(String address, Instant now) {
    Failures known = failures.get(address);
    if (known == null || known.count() < FREE) {
      return Duration.ZERO;
    }
    Duration left = Duration.between(now, known.last().plus(PAUSE));
    return left.isPositive() ? left : Duration.ZERO;
  }

  synchronized void failed(String address, Instant now) {
    Failures known = failures.remove(address);
    boolean over = known == null || !now.isBefore(known.last().plus(PAUSE));
    failures.put(address, new Failures(over || known == null ? 1 : known.count() + 1, now));
  }
}
