package fm.raido.schemas.protection;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Set;

/**
 * The settings of the fold: nobody's private opinion, so they travel in the log.
 *
 * @param service the speech service whose beats count ({@code SPEECH_SERVICE})
 * @param maxPerMinute most grants in any 60 s of log time, at least 1 ({@code TTS_MAX_PER_MINUTE})
 * @param maxInFlight most live leases, at least 1 ({@code TTS_MAX_IN_FLIGHT})
 * @param breakerFailures consecutive host failures that open the breaker, at least 1 ({@code
 *     BREAKER_FAILURES})
 * @param breakerOpen how long it stays open ({@code BREAKER_OPEN})
 * @param maxAttempts calls a request may use in one pass, at least 1 ({@code MAX_ATTEMPTS})
 * @param callTimeout the whole call ({@code TTS_TIMEOUT})
 * @param grace how long a timed-out call keeps its slot ({@code TTS_GRACE})
 * @param backoffMin wait after the first failed attempt ({@code BACKOFF_MIN})
 * @param backoffMax longest wait between attempts ({@code BACKOFF_MAX})
 * @param rampStep one step of the ramp of 10, 20, 50, 100 % ({@code RAMP_STEP})
 * @param protectionCooldown closed for so long after a host's last critical beat ({@code
 *     PROTECTION_COOLDOWN})
 * @param protectOnHosts the hosts whose beats count; empty means all heard ({@code
 *     PROTECT_ON_HOSTS})
 * @param store the marker of the audio store that all workers share
 */
public record FoldSettings(
    String service,
    int maxPerMinute,
    int maxInFlight,
    int breakerFailures,
    Duration breakerOpen,
    int maxAttempts,
    Duration callTimeout,
    Duration grace,
    Duration backoffMin,
    Duration backoffMax,
    Duration rampStep,
    Duration protectionCooldown,
    Set<String> protectOnHosts,
    String store) {

  /** From the ask to its use, at most; part of every lease. */
  public static final Duration GRANT_USABLE = Duration.ofSeconds(2);

  /**
   * Stands for settings of a fold version whose fields this program does not know; never in force.
   */
  public static final FoldSettings UNKNOWN =
      new FoldSettings(
          "unknown",
          1,
          1,
          1,
          Duration.ZERO,
          1,
          Duration.ZERO,
          Duration.ZERO,
          Duration.ZERO,
          Duration.ZERO,
          Duration.ZERO,
          Duration.ZERO,
          Set.of(),
          "unknown");

  public FoldSettings {
    requireNonNull(service, "service");
    requireNonNull(store, "store");
    protectOnHosts = Set.copyOf(protectOnHosts);
    if (maxPerMinute < 1 || maxInFlight < 1 || breakerFailures < 1 || maxAttempts < 1) {
      throw new IllegalArgumentException("limits must be at least 1");
    }
    for (Duration duration :
        new Duration[] {
          breakerOpen, callTimeout, grace, backoffMin, backoffMax, rampStep, protectionCooldown
        }) {
      if (duration.isNegative()) {
        throw new IllegalArgumentException("durations must not be negative");
      }
    }
  }

  /**
   * How long a lease lives without an end: call time-out, grace, and the 2 s in which a grant may
   * be used.
   */
  public Duration leaseTime() {
    return callTimeout.plus(grace).plus(GRANT_USABLE);
  }
}
