package fm.raido.protection.gate;

import fm.raido.schemas.protection.GateCause;
import java.time.Instant;
import java.util.Optional;

/**
 * One cause that closes the gate.
 *
 * @param cause which
 * @param since since when, in log time
 * @param until when it ends at the earliest, in log time, where that is known
 * @param detail why, in words for an operator
 */
public record Closure(GateCause cause, Instant since, Optional<Instant> until, String detail) {}
