package fm.raido.controlroom.room;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The last hours. Counts are a number for each minute, the first one for the minute that begins at
 * {@code from}, the last one for the minute under way; spans are in the order of their beginning.
 *
 * @param from the beginning of the first minute
 * @param to the moment it was taken, in log time
 * @param outcomesSince before it, outcomes were too many to be read: their counts are too low
 * @param spoken outcomes {@code SPOKEN}
 * @param fallback outcomes {@code FALLBACK}
 * @param expired outcomes {@code EXPIRED}
 * @param deadLettered outcomes {@code DEAD_LETTERED}
 * @param granted speech calls granted, probes included
 * @param failed speech calls that ended as failures of the host
 * @param gate when and why the gate was closed
 * @param breaker when the breaker was open or half-open
 * @param pressure when a host was not normal
 */
public record Timeline(
    Instant from,
    Instant to,
    Instant outcomesSince,
    List<Integer> spoken,
    List<Integer> fallback,
    List<Integer> expired,
    List<Integer> deadLettered,
    List<Integer> granted,
    List<Integer> failed,
    List<Span> gate,
    List<Span> breaker,
    List<Span> pressure) {

  /** How far it goes back, in hours. */
  public static final int HOURS_MAX = 24;

  public Timeline {
    spoken = List.copyOf(spoken);
    fallback = List.copyOf(fallback);
    expired = List.copyOf(expired);
    deadLettered = List.copyOf(deadLettered);
    granted = List.copyOf(granted);
    failed = List.copyOf(failed);
    gate = List.copyOf(gate);
    breaker = List.copyOf(breaker);
    pressure = List.copyOf(pressure);
  }

  /** Whether it tells nothing but a later time. */
  public boolean isSameAs(Timeline other) {
    return new Timeline(
            from,
            other.to,
            outcomesSince,
            spoken,
            fallback,
            expired,
            deadLettered,
            granted,
            failed,
            gate,
            breaker,
            pressure)
        .equals(other);
  }

  /**
   * A time in which something held.
   *
   * @param what of the gate: the cause; of the breaker: {@code OPEN} or {@code HALF_OPEN}; of
   *     pressure: {@code WARNING}, {@code CRITICAL} or {@code SILENT}
   * @param host the host, for pressure; else null
   * @param from since when
   * @param until when it ended; null while it holds
   * @param detail in words; empty where there are none
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Span(
      String what, @Nullable String host, Instant from, @Nullable Instant until, String detail) {}
}
