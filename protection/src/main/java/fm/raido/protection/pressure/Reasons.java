package fm.raido.protection.pressure;

import fm.raido.schemas.protection.PressureLevel;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** The words that go with a level. */
final class Reasons {
  static final String NOTHING_READ = "nothing could be read yet";
  private static final String NORMAL = "all readings below their warning levels";

  private Reasons() {}

  /** Why nothing is amiss; names what is not known. */
  static String normal(Map<Signal, SignalState> signals) {
    // Asked at every look while all is well: a loop, no stream.
    int unknown = 0;
    for (SignalState signal : signals.values()) {
      unknown += signal.isUnknown() ? 1 : 0;
    }
    if (unknown == 0) {
      return NORMAL;
    }
    if (unknown == signals.size()) {
      return NOTHING_READ;
    }
    return NORMAL
        + "; not known: "
        + Arrays.stream(Signal.values())
            .filter(signal -> Objects.requireNonNull(signals.get(signal)).isUnknown())
            .map(Signal::label)
            .collect(Collectors.joining(", "));
  }

  /** Why the level of {@code signal} is the host's. */
  static String of(Signal signal, SignalState state, SignalRule rule) {
    SignalRule.Band band =
        state.level() == PressureLevel.CRITICAL ? rule.critical() : rule.warning();
    String now = signal.describe(state.value());
    // Over again after a rest, but not for long yet, is not why: the calm has not come.
    return state.overMillis() >= band.lasting().toMillis()
        ? now + " for " + seconds(Duration.ofMillis(state.overMillis()))
        : now + ", not yet below " + plain(band.leave()) + " for " + seconds(rule.calm());
  }

  /** Why a level is kept although no signal asks for it any more. */
  static String held(Signal signal, SignalState state) {
    String now = state.isUnknown() ? signal.label() + " unknown" : signal.describe(state.value());
    return now + ", kept for " + seconds(PressureLevels.DWELL);
  }

  /** Seconds for people, to a hundredth below ten: {@code 0.25 s}. */
  static String seconds(Duration duration) {
    long millis = duration.toMillis();
    long rounded = Math.abs(millis) >= 10_000 ? millis / 1_000 * 1_000 : millis / 10 * 10;
    return plain(BigDecimal.valueOf(rounded, 3)) + " s";
  }

  private static String plain(double value) {
    return plain(BigDecimal.valueOf(Math.round(value * 10), 1));
  }

  private static String plain(BigDecimal value) {
    return value.stripTrailingZeros().toPlainString();
  }
}
