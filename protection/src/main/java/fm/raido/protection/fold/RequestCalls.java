package fm.raido.protection.fold;

import fm.raido.schemas.protection.CallResult;
import java.time.Instant;
import java.util.Optional;

/**
 * What the log knows of one request in one pass.
 *
 * @param used attempts granted and not given back
 * @param liveUntil when its live lease ends at the latest, grace included; empty where none is live
 * @param lastResult how its last ended call ended; empty where none has
 * @param lastAbandoned whether its last attempt has no end: the worker died in the call
 * @param retryAt back-off: not before this, in log time; empty where nothing has failed
 */
public record RequestCalls(
    int used,
    Optional<Instant> liveUntil,
    Optional<CallResult> lastResult,
    boolean lastAbandoned,
    Optional<Instant> retryAt) {

  /** A request that the log has never heard of. */
  public static final RequestCalls NONE =
      new RequestCalls(0, Optional.empty(), Optional.empty(), false, Optional.empty());
}
