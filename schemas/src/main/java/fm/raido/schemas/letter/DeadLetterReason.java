package fm.raido.schemas.letter;

/** Why a request became a dead letter. */
public enum DeadLetterReason {
  /** The record cannot be decoded or breaks the schema. */
  POISON,
  /** The speech host refused the request itself. */
  REJECTED,
  /** Every attempt of the pass failed. */
  EXHAUSTED,
  /** The last attempt died with its worker; nobody knows its result. */
  LOST
}
