package fm.raido.protection.pressure;

import fm.raido.schemas.protection.PressureLevel;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a signal stands between its thresholds, for people: what it takes for it to trip.
 *
 * @param signal which
 * @param level its own level now
 * @param value what it is now, or null where it is not known
 * @param warning the way to a warning
 * @param critical the way to critical
 * @param calm how long it must stay below a leave level before that level is left
 */
public record Standing(
    Signal signal,
    PressureLevel level,
    @Nullable Double value,
    Step warning,
    Step critical,
    Duration calm) {

  /**
   * The way to one level.
   *
   * @param band the level's rule
   * @param held for how much measured time the value has been there without a break
   * @param inForce whether the signal is at that level, or above it
   */
  public record Step(SignalRule.Band band, Duration held, boolean inForce) {

    /** How much is missing to the value that trips it; zero when it is there. */
    public double missing(double value) {
      return Math.max(0, band.enter() - value);
    }

    /** How long the value must still last; empty once the level is in force. */
    public Optional<Duration> left() {
      if (inForce) {
        return Optional.empty();
      }
      Duration left = band.lasting().minus(held);
      return Optional.of(left.isNegative() ? Duration.ZERO : left);
    }

    /** So many checks in a row are needed, for a signal that is judged by checks. */
    public long checks() {
      return band.lasting().dividedBy(PressureLevels.CHECK);
    }
  }

  /** The standing of a signal whose present value the state has judged. */
  public static Standing judged(Signal signal, PressureState state, PressureThresholds thresholds) {
    SignalState known = state.signal(signal);
    return at(signal, known.isUnknown() ? null : known.value(), state, thresholds);
  }

  /**
   * The standing of a signal whose present value may be fresher than what was judged: use is read
   * each second, and judged as a mean every ten.
   */
  public static Standing at(
      Signal signal, @Nullable Double value, PressureState state, PressureThresholds thresholds) {
    SignalState known = state.signal(signal);
    SignalRule rule = thresholds.of(signal);
    return new Standing(
        signal,
        known.level(),
        value,
        new Step(
            rule.warning(),
            Duration.ofMillis(known.warningOverMillis()),
            known.level().compareTo(PressureLevel.WARNING) >= 0),
        new Step(
            rule.critical(),
            Duration.ofMillis(known.criticalOverMillis()),
            known.level() == PressureLevel.CRITICAL),
        rule.calm());
  }
}
