package fm.raido.protection.fold;

import fm.raido.schemas.announcement.PassKey;
import java.time.Instant;
import java.util.Optional;

/**
 * A granted call that may still be on its way.
 *
 * @param callId its id
 * @param worker who holds it
 * @param request whose call it is; empty for a probe
 * @param own whether it is a worker's probe of its own road
 * @param breakerEra the breaker's era in which it was granted; its end speaks of the host only in
 *     the same era
 * @param grantedAt in log time
 * @param expiresAt in log time: without an end it is abandoned after this
 * @param timedOut whether it ended by time-out and only keeps its slot
 */
public record Lease(
    String callId,
    String worker,
    Optional<PassKey> request,
    boolean own,
    long breakerEra,
    Instant grantedAt,
    Instant expiresAt,
    boolean timedOut) {

  public boolean isProbe() {
    return request.isEmpty();
  }
}
