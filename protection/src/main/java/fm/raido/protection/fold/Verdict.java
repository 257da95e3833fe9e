package fm.raido.protection.fold;

import java.time.Instant;
import java.util.Optional;

/** The log's answer to an ask; every replica gives the same at the same place. */
public sealed interface Verdict {

  /** The call may be made, within 2 s of its ask. */
  record Granted(Lease lease) implements Verdict {}

  /**
   * The call must not be made.
   *
   * @param refusal the first rule that forbids it
   * @param retryAt when to ask again at the earliest, in log time; empty where only a record can
   *     change it
   * @param detail why, in words
   */
  record Refused(Refusal refusal, Optional<Instant> retryAt, String detail) implements Verdict {}
}
