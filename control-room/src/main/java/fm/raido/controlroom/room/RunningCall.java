package fm.raido.controlroom.room;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A granted call that may be on its way.
 *
 * @param callId its id; the call carries it as {@code X-Request-Id}
 * @param worker who makes it
 * @param request whose, as {@code id/pass}; null for a probe
 * @param since when it was granted
 * @param expiresAt when it counts as abandoned if nothing more is heard
 * @param timedOut whether it has failed already and only keeps its slot
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RunningCall(
    String callId,
    String worker,
    @Nullable String request,
    Instant since,
    Instant expiresAt,
    boolean timedOut) {}
