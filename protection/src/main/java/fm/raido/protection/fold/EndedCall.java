package fm.raido.protection.fold;

import fm.raido.schemas.announcement.PassKey;
import fm.raido.schemas.protection.CallResult;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A call that has ended, for the operator's picture.
 *
 * @param callId its id
 * @param worker who made it
 * @param request whose call it was; empty for a probe
 * @param result how it ended
 * @param took how long it took, as its worker says
 * @param at when its end was appended, in log time
 */
public record EndedCall(
    String callId,
    String worker,
    Optional<PassKey> request,
    CallResult result,
    Duration took,
    Instant at) {}
