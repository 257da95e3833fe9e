package fm.raido.protection.pressure;

import fm.raido.schemas.protection.PressureLevel;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one signal. Times are measured time, in milliseconds: a look that could not read
 * the signal adds to none of them.
 *
 * @param level its level
 * @param value the last value; only meaningful where {@code seen} is set
 * @param seen when it was last read, or null
 * @param unbroken whether the look before the present one read it, too
 * @param warningOverMillis measured time at or over the warning level, without a break
 * @param criticalOverMillis the same for the critical level
 * @param warningUnderMillis measured time below the warning's leave level, without a break
 * @param criticalUnderMillis the same for the critical leave level
 */
public record SignalState(
    PressureLevel level,
    double value,
    @Nullable Instant seen,
    boolean unbroken,
    long warningOverMillis,
    long criticalOverMillis,
    long warningUnderMillis,
    long criticalUnderMillis) {

  static final SignalState UNKNOWN =
      new SignalState(PressureLevel.NORMAL, 0, null, false, 0, 0, 0, 0);

  /** Whether it has never been read, or not for long. */
  public boolean isUnknown() {
    return seen == null;
  }

  /** For how much measured time the present level's threshold has been reached. */
  long overMillis() {
    return level == PressureLevel.CRITICAL ? criticalOverMillis : warningOverMillis;
  }

  /** The same level at {@code at}, with everything that was being measured begun anew. */
  SignalState startingAnew(Instant at) {
    return seen == null ? this : new SignalState(level, value, at, false, 0, 0, 0, 0);
  }

  /** After a look at {@code at} that could not read it. */
  SignalState unread(Instant at) {
    if (seen == null) {
      return this;
    }
    if (Duration.between(seen, at).compareTo(PressureLevels.FORGET_AFTER) >= 0) {
      return UNKNOWN;
    }
    return unbroken
        ? new SignalState(
            level,
            value,
            seen,
            false,
            warningOverMillis,
            criticalOverMillis,
            warningUnderMillis,
            criticalUnderMillis)
        : this;
  }

  /**
   * After a value.
   *
   * @param window the time that a value speaks for by itself, in milliseconds
   * @param growth whether values are the growth of a counter, so that two in a row cover all the
   *     time between them, however late a starved reader comes; else, and after a break, a value
   *     speaks for its window only. Such a value that dips between the two levels takes its time
   *     off what was measured, and does not begin it anew: an overload trembles
   */
  SignalState read(double now, Instant at, long window, boolean growth, SignalRule rule) {
    long since = seen == null ? window : Duration.between(seen, at).toMillis();
    long span = growth && unbroken ? since : Math.min(window, since);
    SignalRule.Band warning = rule.warning();
    SignalRule.Band critical = rule.critical();
    long warningOver = grown(now >= warning.enter(), warningOverMillis, span, window);
    long criticalOver =
        growth && now >= warning.enter() && now < critical.enter()
            ? Math.max(0, criticalOverMillis - span)
            : grown(now >= critical.enter(), criticalOverMillis, span, window);
    long warningUnder = grown(now < warning.leave(), warningUnderMillis, span, window);
    long criticalUnder = grown(now < critical.leave(), criticalUnderMillis, span, window);

    PressureLevel next = level;
    long calm = rule.calm().toMillis();
    if (next == PressureLevel.CRITICAL && criticalUnder >= calm) {
      next = PressureLevel.WARNING;
    }
    if (next == PressureLevel.WARNING && warningUnder >= calm) {
      next = PressureLevel.NORMAL;
    }
    if (next == PressureLevel.NORMAL && warningOver >= warning.lasting().toMillis()) {
      next = PressureLevel.WARNING;
    }
    if (criticalOver >= critical.lasting().toMillis()) {
      next = PressureLevel.CRITICAL;
    }
    return new SignalState(
        next, now, at, true, warningOver, criticalOver, warningUnder, criticalUnder);
  }

  /** The first value of a run speaks for its whole window, a later one for what it adds. */
  private static long grown(boolean holds, long before, long span, long window) {
    if (!holds) {
      return 0;
    }
    return before == 0 ? window : before + span;
  }
}
