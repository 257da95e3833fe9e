package fm.raido.protection.pressure;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * When one signal enters and leaves its levels.
 *
 * @param warning what is a warning
 * @param critical what is critical
 * @param calm how long it must stay below a leave level before that level is left
 */
public record SignalRule(Band warning, Band critical, Duration calm) {

  /**
   * One level's band.
   *
   * @param enter the level is reached at this value, in the signal's unit
   * @param lasting for how much measured time, over zero, the value must have been there without a
   *     break
   * @param leave the level is left below this value; at most {@code enter}
   */
  public record Band(double enter, Duration lasting, double leave) {
    public Band {
      requireNonNull(lasting, "lasting");
      if (!(enter > 0) || !(leave > 0) || leave > enter || !lasting.isPositive()) {
        throw new IllegalArgumentException(
            "band enter " + enter + ", leave " + leave + ", lasting " + lasting);
      }
    }
  }

  public SignalRule {
    requireNonNull(calm, "calm");
    if (warning.enter() > critical.enter() || warning.leave() > critical.leave()) {
      throw new IllegalArgumentException("warning above critical: " + warning + ", " + critical);
    }
  }
}
