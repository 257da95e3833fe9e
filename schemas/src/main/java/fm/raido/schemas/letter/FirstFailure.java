package fm.raido.schemas.letter;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * How a request failed the first time; kept through all its replays.
 *
 * @param pass the pass that failed
 * @param reason why
 * @param detail why, in words; at most 1,000 characters
 * @param failedAt when, in log time
 */
public record FirstFailure(int pass, DeadLetterReason reason, String detail, Instant failedAt) {
  public FirstFailure {
    requireNonNull(reason, "reason");
    requireNonNull(detail, "detail");
    requireNonNull(failedAt, "failedAt");
  }
}
