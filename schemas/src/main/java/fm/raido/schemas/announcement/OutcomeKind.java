package fm.raido.schemas.announcement;

/** How a request ended. Every request has exactly one of these for each pass. */
public enum OutcomeKind {
  /** The speech host's voice, now or kept from an earlier call. */
  SPOKEN,
  /** A template, spoken by the local voice or a recorded clip. */
  FALLBACK,
  /** Too late to be of use; nothing was spoken. */
  EXPIRED,
  /** Failed; a dead letter with the reason was written in the same transaction. */
  DEAD_LETTERED
}
