package fm.raido.protection.decision;

import fm.raido.schemas.letter.DeadLetterReason;
import java.time.Instant;

/** What happens to one request now. */
public sealed interface Decision {

  /** Settled lately in this pass, or waiting already: skipped and counted. */
  record Duplicate() implements Decision {}

  /** Outcome {@code EXPIRED}. */
  record Expire(String why) implements Decision {}

  /** Its audio is in the store: outcome {@code SPOKEN} without a call. */
  record UseStored() implements Decision {}

  /** Templates, now. */
  record FallBack(String why) implements Decision {}

  /** A dead letter. */
  record BuryAs(DeadLetterReason reason, String why) implements Decision {}

  /**
   * Not now.
   *
   * @param until look again at this time at the latest, in log time
   */
  record Hold(Instant until, HoldCause cause) implements Decision {}

  /** Ask the log for a call; on a grant, speak. */
  record AskToSpeak() implements Decision {}
}
