package fm.raido.agent.explain;

import fm.raido.protection.pressure.PressureLevels;
import fm.raido.protection.pressure.Signal;
import fm.raido.protection.pressure.Standing;
import fm.raido.schemas.settings.Durations;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;

/** A rule and its distance in plain words, made of the rule's own numbers. */
final class RuleWords {
  private RuleWords() {}

  /** Such as {@code from 60 % for 2s; left below 30 % for 10s}. */
  static String rule(Standing standing, Standing.Step step) {
    Signal signal = standing.signal();
    return "from %s %s; left below %s %s"
        .formatted(
            exact(step.band().enter()) + signal.unit(),
            lasting(signal, step.band().lasting()),
            exact(step.band().leave()) + signal.unit(),
            lasting(signal, standing.calm()));
  }

  /** How far the signal is from that level, or that it is there. */
  static String distance(Standing standing, Standing.Step step) {
    Double value = standing.value();
    if (step.inForce()) {
      return "IN FORCE";
    }
    if (value == null) {
      return "unknown";
    }
    double missing = step.missing(value);
    Duration left = step.left().orElse(Duration.ZERO);
    if (missing > 0) {
      String unit = standing.signal().unit().isEmpty() ? "" : " points";
      return exact(missing) + unit + " below";
    }
    return "REACHED, trips in " + time(left);
  }

  /** For so long, or in so many checks. */
  private static String lasting(Signal signal, Duration lasting) {
    return signal.isQuick()
        ? "for " + time(lasting)
        : "in %d checks of %s in a row"
            .formatted(lasting.dividedBy(PressureLevels.CHECK), time(PressureLevels.CHECK));
  }

  static String time(Duration duration) {
    return Durations.format(duration);
  }

  /** To a tenth, without an idle zero. */
  static String exact(double value) {
    return BigDecimal.valueOf(value)
        .setScale(1, RoundingMode.HALF_UP)
        .stripTrailingZeros()
        .toPlainString();
  }
}
