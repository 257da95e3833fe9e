package fm.raido.testkit.promise;

import fm.raido.schemas.announcement.PassKey;
import fm.raido.schemas.protection.FoldSettings;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An ask that somebody took for granted, and how the log stood at its place, itself included.
 *
 * @param callId names the call
 * @param worker who asked
 * @param request what it is for; null for a probe
 * @param own whether it is a worker's probe of its own road
 * @param at log time, not the record's own time where that runs backwards
 * @param rules the settings in force; null where there were none
 * @param closedBy what closed the gate beside the breaker; null where nothing did
 * @param silent whether a host was silent
 * @param breaker the shared breaker's phase
 * @param roomToFail whether it could fail, with all in flight, without one failure too many
 * @param probing whether another probe was under way
 * @param inMinute grants of the last 60 s
 * @param perMinute most grants that 60 s allowed then
 * @param percent of the ramp; 100 where there is none
 * @param leases live leases
 * @param slots most live leases that were allowed then
 * @param attempt the how manieth attempt of its request in this pass; 0 for a probe
 * @param besideAnother whether another lease of the same request was live
 */
public record Grant(
    String callId,
    String worker,
    @Nullable PassKey request,
    boolean own,
    Instant at,
    @Nullable FoldSettings rules,
    @Nullable String closedBy,
    boolean silent,
    Phase breaker,
    boolean roomToFail,
    boolean probing,
    int inMinute,
    int perMinute,
    int percent,
    int leases,
    int slots,
    int attempt,
    boolean besideAnother) {

  /** Phases of the shared breaker. */
  public enum Phase {
    CLOSED,
    OPEN,
    HALF_OPEN
  }
}
