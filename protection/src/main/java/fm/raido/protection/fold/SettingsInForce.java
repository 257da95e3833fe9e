package fm.raido.protection.fold;

import fm.raido.schemas.protection.FoldSettings;
import fm.raido.schemas.protection.ProtectionRecord.SettingsSet;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The last settings of the log, and whether this program can follow them. */
final class SettingsInForce {
  /** Longer times would let rules look back beyond {@link Horizon#MEMORY}. */
  private static final Duration LONGEST = Duration.ofDays(1);

  private static final Duration LONGEST_LEASE = Duration.ofHours(1);
  private static final int MOST_PER_MINUTE = 1_000_000;
  private static final int MOST_IN_FLIGHT = 10_000;
  private static final int MOST_FAILURES = 1_000;
  private static final int MOST_ATTEMPTS = 100;

  private @Nullable SettingsSet last;
  private @Nullable FoldSettings lastKnown;
  private Instant at = Instant.EPOCH;

  /** Whether the record is taken; settings of a known version must lie within the limits. */
  boolean set(SettingsSet set, Instant now) {
    boolean known = FoldVersions.isKnown(set.foldVersion());
    if (known && !isWithinLimits(set.settings())) {
      return false;
    }
    last = set;
    at = now;
    if (known) {
      lastKnown = set.settings();
    }
    return true;
  }

  /**
   * The record in force, of whatever version; forgotten when nobody has confirmed it for 7 days.
   */
  Optional<SettingsSet> record(Instant now) {
    return last == null || Horizon.isForgotten(at, now) ? Optional.empty() : Optional.of(last);
  }

  Optional<Instant> at(Instant now) {
    return record(now).isPresent() ? Optional.of(at) : Optional.empty();
  }

  boolean isUnreadable(Instant now) {
    return record(now).isPresent() && rules(now).isEmpty();
  }

  /** The rules to grant by; empty where none are in force or their version is unknown. */
  Optional<FoldSettings> rules(Instant now) {
    Optional<SettingsSet> set = record(now);
    return set.isPresent() && FoldVersions.isKnown(set.get().foldVersion())
        ? Optional.of(set.get().settings())
        : Optional.empty();
  }

  /** The rules under which the live leases were granted, whatever has come since. */
  Optional<FoldSettings> lastKnown() {
    return Optional.ofNullable(lastKnown);
  }

  void changes(Earliest earliest) {
    if (last != null) {
      earliest.look(at.plus(Horizon.MEMORY));
    }
  }

  private static boolean isWithinLimits(FoldSettings settings) {
    return settings.maxPerMinute() <= MOST_PER_MINUTE
        && settings.maxInFlight() <= MOST_IN_FLIGHT
        && settings.breakerFailures() <= MOST_FAILURES
        && settings.maxAttempts() <= MOST_ATTEMPTS
        && Stream.of(settings.callTimeout(), settings.grace())
            .allMatch(time -> time.compareTo(LONGEST_LEASE) <= 0)
        && settings.leaseTime().compareTo(LONGEST_LEASE) <= 0
        && Stream.of(
                settings.breakerOpen(),
                settings.backoffMin(),
                settings.backoffMax(),
                settings.rampStep(),
                settings.protectionCooldown())
            .allMatch(time -> time.compareTo(LONGEST) <= 0);
  }
}
