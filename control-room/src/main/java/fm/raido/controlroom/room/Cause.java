package fm.raido.controlroom.room;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One reason why nothing is spoken.
 *
 * @param cause which
 * @param since since when, or null where nobody knows
 * @param until when it ends at the earliest, or null where nobody knows
 * @param detail why, in words
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Cause(Kind cause, @Nullable Instant since, @Nullable Instant until, String detail) {

  /** Why. The order is that in which an operator should hear of them. */
  public enum Kind {
    /** The protection log follows rules that this program does not know. */
    LOG_UNREADABLE,
    /** An operator said so. */
    OPERATOR,
    /** No worker has written its settings yet. */
    NO_SETTINGS,
    /** The group of the workers is empty. */
    NO_WORKER,
    /** Consecutive failures of the host. */
    BREAKER_OPEN,
    /** A speech host is under critical pressure, or was lately. */
    HOST_PRESSURE,
    /** A known speech host's agent has fallen silent. */
    HOST_SILENT,
    /** The host asked to be left alone for a while. */
    RETRY_AFTER,
    /** One probe must succeed first. */
    HALF_OPEN,
    /** Every worker has a reason of its own. */
    WORKERS_QUIET
  }
}
