package fm.raido.protection.pressure;

import fm.raido.schemas.protection.PressureLevel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** From one look to the next: what a host's level becomes. */
public final class PressureLevels {
  /**
   * What one reading of a stall speaks for: 250 ms. Half of the kernel's shortest trigger window,
   * and five samples at 20 Hz.
   */
  public static final Duration WINDOW = Duration.ofMillis(250);

  /** Time between two checks of use: 10 s, as in the replaced system. */
  public static final Duration CHECK = Duration.ofSeconds(10);

  /** A host's level is not left downwards before it is so old: two beats, so that it is heard. */
  public static final Duration DWELL = Duration.ofSeconds(10);

  /**
   * A level rests on a signal that cannot be read any more for so long at most: six checks. What is
   * missing is neither good nor bad, but protection must end at some time.
   */
  public static final Duration FORGET_AFTER = Duration.ofSeconds(60);

  /**
   * A step of the clock between two looks that is not believed: three checks. Looks are at most a
   * second apart, and a host so starved that an agent misses three checks has tripped before.
   */
  public static final Duration STEP_MAX = Duration.ofSeconds(30);

  private PressureLevels() {}

  /**
   * The state after a look.
   *
   * <p>Nonsense is refused, named in {@link PressureState#refused()}, and counts as not read. When
   * the clock has stepped, levels stand and all that was being measured begins anew.
   */
  public static PressureState next(
      PressureState state, Readings look, PressureThresholds thresholds) {
    List<String> refused = new ArrayList<>(0);
    PressureState before = believed(state, look.at(), refused);
    Readings sound = look.sound(refused);

    Instant at = look.at();
    UseCheck check = before.check().with(sound, thresholds);
    boolean checked = check.isOver(at);
    Instant checkEnd = checked ? check.end(at) : check.begun();
    EnumMap<Signal, SignalState> signals = new EnumMap<>(before.signals());
    for (Signal signal : Signal.values()) {
      if (signal.isQuick()) {
        Double value = thresholds.value(signal, sound);
        judge(signals, signal, value, at, WINDOW, thresholds);
      } else if (checked) {
        judge(signals, signal, check.mean(signal), checkEnd, CHECK, thresholds);
      }
    }
    return level(
        before,
        at,
        List.copyOf(refused),
        Collections.unmodifiableMap(signals),
        checked ? UseCheck.begin(checkEnd) : check,
        thresholds);
  }

  private static void judge(
      Map<Signal, SignalState> signals,
      Signal signal,
      @Nullable Double value,
      Instant at,
      Duration window,
      PressureThresholds thresholds) {
    SignalRule rule = thresholds.of(signal);
    signals.computeIfPresent(
        signal,
        (s, before) ->
            value == null
                ? before.unread(at)
                : before.read(value, at, window.toMillis(), s.isQuick(), rule));
  }

  /** The host's level is the highest of its signals: up at once, down after the dwell. */
  private static PressureState level(
      PressureState before,
      Instant at,
      List<String> refused,
      Map<Signal, SignalState> signals,
      UseCheck check,
      PressureThresholds thresholds) {
    PressureLevel asked = PressureLevel.NORMAL;
    for (SignalState signal : signals.values()) {
      asked = signal.level().compareTo(asked) > 0 ? signal.level() : asked;
    }
    Signal former = before.cause();
    if (asked.compareTo(before.level()) < 0
        && former != null
        && Duration.between(before.since(), at).compareTo(DWELL) < 0) {
      String reason = Reasons.held(former, state(signals, former));
      return new PressureState(
          before.level(), reason, former, before.since(), at, refused, signals, check);
    }
    Signal cause = cause(asked, former, signals);
    String reason =
        cause == null
            ? Reasons.normal(signals)
            : Reasons.of(cause, state(signals, cause), thresholds.of(cause));
    Instant since = asked == before.level() ? before.since() : at;
    return new PressureState(asked, reason, cause, since, at, refused, signals, check);
  }

  /**
   * A signal at that level: the former cause where it still is one, so that reasons do not flap.
   */
  private static @Nullable Signal cause(
      PressureLevel level, @Nullable Signal former, Map<Signal, SignalState> signals) {
    if (level == PressureLevel.NORMAL) {
      return null;
    }
    if (former != null && state(signals, former).level() == level) {
      return former;
    }
    for (Signal signal : Signal.values()) {
      if (state(signals, signal).level() == level) {
        return signal;
      }
    }
    return former;
  }

  private static PressureState believed(PressureState state, Instant at, List<String> refused) {
    Duration step = Duration.between(state.at(), at);
    if (!step.isNegative() && step.compareTo(STEP_MAX) <= 0) {
      return state;
    }
    refused.add(
        step.isNegative()
            ? "clock went back by " + Reasons.seconds(step.negated())
            : "clock went ahead by " + Reasons.seconds(step) + " between two looks");
    EnumMap<Signal, SignalState> anew = new EnumMap<>(state.signals());
    anew.replaceAll((signal, before) -> before.startingAnew(at));
    return new PressureState(
        state.level(),
        state.reason(),
        state.cause(),
        at,
        at,
        List.of(),
        Collections.unmodifiableMap(anew),
        UseCheck.begin(at));
  }

  private static SignalState state(Map<Signal, SignalState> signals, Signal signal) {
    return Objects.requireNonNull(signals.get(signal));
  }
}
