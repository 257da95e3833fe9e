package fm.raido.protection.pressure;

import static java.util.stream.Collectors.toUnmodifiableMap;

import fm.raido.schemas.protection.PressureLevel;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a host is, and what is being measured to say how it will be.
 *
 * @param level how it is: normal, warning or critical
 * @param reason which reading says so, with its value
 * @param cause the signal of the reason, or null where nothing is amiss
 * @param since when the level was reached
 * @param at when the last look was taken
 * @param refused what was wrong with the last look, in words; mostly empty
 * @param signals the state of every {@link Signal}
 * @param check the check of use that is under way
 */
public record PressureState(
    PressureLevel level,
    String reason,
    @Nullable Signal cause,
    Instant since,
    Instant at,
    List<String> refused,
    Map<Signal, SignalState> signals,
    UseCheck check) {

  /** Before the first look, at the time when looking begins. */
  public static PressureState start(Instant at) {
    return new PressureState(
        PressureLevel.NORMAL,
        Reasons.NOTHING_READ,
        null,
        at,
        at,
        List.of(),
        Arrays.stream(Signal.values())
            .collect(toUnmodifiableMap(signal -> signal, signal -> SignalState.UNKNOWN)),
        UseCheck.begin(at));
  }

  /** The state of one signal. */
  public SignalState signal(Signal signal) {
    return Objects.requireNonNull(signals.get(signal));
  }
}
