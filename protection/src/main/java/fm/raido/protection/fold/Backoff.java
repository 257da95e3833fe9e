package fm.raido.protection.fold;

import fm.raido.schemas.protection.FoldSettings;
import java.time.Duration;

/** The wait between two attempts of one request. */
final class Backoff {
  private static final int JITTER_STEPS = 1 << 10;

  private Backoff() {}

  /**
   * The wait after the n-th attempt: twice the wait before it, and up to a quarter more by a hash
   * of the call's id, so that every replica computes the same; never over the longest.
   *
   * @param attempt 1 for the first
   */
  static Duration after(int attempt, String callId, FoldSettings rules) {
    Duration wait = rules.backoffMin();
    for (int n = 1; n < attempt && wait.compareTo(rules.backoffMax()) < 0; n++) {
      wait = wait.multipliedBy(2);
    }
    Duration jitter = wait.multipliedBy(spread(callId)).dividedBy(4L * JITTER_STEPS);
    Duration jittered = wait.plus(jitter);
    return jittered.compareTo(rules.backoffMax()) < 0 ? jittered : rules.backoffMax();
  }

  /** 0 to 1024, the same everywhere: String's hash is specified; its low bits alone are poor. */
  private static int spread(String callId) {
    int hash = callId.hashCode() * 0x9E3779B9;
    return (hash >>> 16) % (JITTER_STEPS + 1);
  }
}
