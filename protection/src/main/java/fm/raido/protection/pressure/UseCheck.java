package fm.raido.protection.pressure;

import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The check that is under way: the means of what was read since it began. A mean over ten seconds,
 * not the value of one moment, so that a host that speaks for a second and rests for one is not
 * taken for busy by chance.
 *
 * @param begun when it began
 * @param means the means of the signals that were read
 */
public record UseCheck(Instant begun, Map<Signal, Mean> means) {
  /** So many values with that sum. */
  public record Mean(double sum, int count) {
    static final Mean EMPTY = new Mean(0, 0);

    Mean with(double value) {
      return new Mean(sum + value, count + 1);
    }
  }

  static UseCheck begin(Instant at) {
    return new UseCheck(at, Map.of());
  }

  /** With what a look says of the signals of use. */
  UseCheck with(Readings readings, PressureThresholds thresholds) {
    EnumMap<Signal, Mean> next = null;
    for (Signal signal : Signal.values()) {
      Double value = signal.isQuick() ? null : thresholds.value(signal, readings);
      if (value != null) {
        if (next == null) {
          next = new EnumMap<>(Signal.class);
          next.putAll(means);
        }
        next.put(signal, next.getOrDefault(signal, Mean.EMPTY).with(value));
      }
    }
    return next == null ? this : new UseCheck(begun, Collections.unmodifiableMap(next));
  }

  /** Whether it is over. */
  boolean isOver(Instant at) {
    return !at.isBefore(begun.plus(PressureLevels.CHECK));
  }

  /**
   * The last whole ten seconds up to {@code at}: the end of this check and the begin of the next.
   */
  Instant end(Instant at) {
    Instant end = begun.plus(PressureLevels.CHECK);
    while (!end.plus(PressureLevels.CHECK).isAfter(at)) {
      end = end.plus(PressureLevels.CHECK);
    }
    return end;
  }

  /** The mean of a signal so far, or null where it was not read. */
  public @Nullable Double mean(Signal signal) {
    Mean mean = means.get(signal);
    return mean == null ? null : Double.valueOf(mean.sum() / mean.count());
  }
}
