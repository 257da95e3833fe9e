package fm.raido.protection.fold;

import fm.raido.schemas.protection.PressureLevel;
import java.time.Instant;
import java.util.Optional;

/**
 * A speech host as the log knows it.
 *
 * @param service the speech service that it serves
 * @param host its name
 * @param level what it said last; {@link PressureLevel#GOING_AWAY} when it has left or was
 *     forgotten
 * @param reason which reading said so
 * @param rehearsal whether an operator played it
 * @param heardAt when it was heard last, in log time
 * @param silent whether it is known and has not been heard for over 15 s
 * @param closedUntil when its critical pressure stops closing the gate, where it does
 * @param counts whether the settings in force heed it
 */
public record HostView(
    String service,
    String host,
    PressureLevel level,
    String reason,
    boolean rehearsal,
    Instant heardAt,
    boolean silent,
    Optional<Instant> closedUntil,
    boolean counts) {}
