package fm.raido.protection.fold;

import fm.raido.schemas.protection.FoldSettings;
import fm.raido.schemas.protection.ProtectionRecord.SettingsSet;
import java.time.Duration;
import java.util.Set;

/** Settings with the catalogue's defaults, to be changed one by one. */
record TestSettings(
    int maxPerMinute,
    int maxInFlight,
    int breakerFailures,
    int maxAttempts,
    Duration rampStep,
    Set<String> hosts,
    Duration grace) {
  static final TestSettings DEFAULTS =
      new TestSettings(10, 2, 5, 2, Duration.ofSeconds(60), Set.of(), Duration.ofSeconds(30));

  /** Limits out of the way of a test that is about something else. */
  static final TestSettings WIDE = DEFAULTS.perMinute(10_000).inFlight(10_000);

  TestSettings perMinute(int limit) {
    return new TestSettings(
        limit, maxInFlight, breakerFailures, maxAttempts, rampStep, hosts, grace);
  }

  TestSettings inFlight(int limit) {
    return new TestSettings(
        maxPerMinute, limit, breakerFailures, maxAttempts, rampStep, hosts, grace);
  }

  TestSettings failures(int limit) {
    return new TestSettings(maxPerMinute, maxInFlight, limit, maxAttempts, rampStep, hosts, grace);
  }

  TestSettings attempts(int limit) {
    return new TestSettings(
        maxPerMinute, maxInFlight, breakerFailures, limit, rampStep, hosts, grace);
  }

  TestSettings rampStep(Duration step) {
    return new TestSettings(
        maxPerMinute, maxInFlight, breakerFailures, maxAttempts, step, hosts, grace);
  }

  TestSettings hosts(String... names) {
    return new TestSettings(
        maxPerMinute, maxInFlight, breakerFailures, maxAttempts, rampStep, Set.of(names), grace);
  }

  /** Leases that outlive the breaker's open time. */
  TestSettings longCalls() {
    return new TestSettings(
        maxPerMinute,
        maxInFlight,
        breakerFailures,
        maxAttempts,
        rampStep,
        hosts,
        Duration.ofMinutes(30));
  }

  FoldSettings settings() {
    return new FoldSettings(
        "kokoro",
        maxPerMinute,
        maxInFlight,
        breakerFailures,
        Duration.ofSeconds(300),
        maxAttempts,
        Duration.ofSeconds(15),
        grace,
        Duration.ofSeconds(4),
        Duration.ofSeconds(16),
        rampStep,
        Duration.ofSeconds(300),
        hosts,
        "store");
  }

  SettingsSet record() {
    return new SettingsSet(1, FoldVersions.CURRENT, settings(), "w1");
  }
}
