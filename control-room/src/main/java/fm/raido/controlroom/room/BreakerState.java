package fm.raido.controlroom.room;

import com.fasterxml.jackson.annotation.JsonInclude;
import fm.raido.schemas.protection.CallResult;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The breaker of the whole cluster.
 *
 * @param state where it stands
 * @param failures failures of the host in a row; 0 unless closed
 * @param failuresToOpen so many open it; null without settings
 * @param since since when it is open or half-open; null while closed
 * @param until when its open time ends and a probe may be asked for; null unless open
 * @param probe the probe on its way; null where there is none
 * @param calls the last ended calls, newest first, at most 20
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BreakerState(
    State state,
    int failures,
    @Nullable Integer failuresToOpen,
    @Nullable Instant since,
    @Nullable Instant until,
    @Nullable RunningCall probe,
    List<Ended> calls) {

  public BreakerState {
    calls = List.copyOf(calls);
  }

  /** Where it stands. */
  public enum State {
    CLOSED,
    OPEN,
    HALF_OPEN
  }

  /**
   * A call that has ended.
   *
   * @param callId its id
   * @param worker who made it
   * @param request whose, as {@code id/pass}; null for a probe
   * @param result how it ended
   * @param hostFailure whether the breaker counts it
   * @param tookMillis how long it took, as its worker says
   * @param at when its end was appended
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Ended(
      String callId,
      String worker,
      @Nullable String request,
      CallResult result,
      boolean hostFailure,
      long tookMillis,
      Instant at) {}
}
