package fm.raido.protection.fold;

import fm.raido.schemas.protection.FoldSettings;

/**
 * What may be granted at one moment.
 *
 * @param perMinute most grants in any 60 s
 * @param inFlight most live leases
 */
record Limits(int perMinute, int inFlight) {

  /** The settings' limits, less during a ramp, half under a warning; rounded up, never under 1. */
  static Limits of(FoldSettings rules, int rampPercent, boolean warning) {
    int divisor = warning ? 2 : 1;
    return new Limits(
        share(rules.maxPerMinute(), rampPercent, divisor),
        share(rules.maxInFlight(), 100, divisor));
  }

  private static int share(int limit, int percent, int divisor) {
    return Math.max(1, (int) Math.ceilDiv((long) limit * percent, 100L * divisor));
  }
}
