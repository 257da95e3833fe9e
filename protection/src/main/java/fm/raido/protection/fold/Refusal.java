package fm.raido.protection.fold;

/** The rules of admission, in the order in which they are asked. */
public enum Refusal {
  /** No settings are in force yet, or they are of an unknown version. */
  NO_SETTINGS,
  /** A cause closes the gate. */
  GATE_CLOSED,
  /** The request has a live lease in this pass. */
  LEASE_LIVE,
  /** The request has used its attempts in this pass. */
  ATTEMPTS_USED,
  /** The call id was seen before. */
  CALL_REPEATED,
  /** The last 60 s hold as many grants as the limit, ramp and warning allow. */
  RATE_SPENT,
  /** As many leases live as the limit and a warning allow. */
  SLOTS_TAKEN,
  /**
   * The breaker is half-open and this is no probe, or a probe lives already, or no probe is wanted.
   */
  BREAKER_HALF_OPEN,
  /**
   * Failures and calls in flight together reach the breaker's limit: one more could be one too
   * many.
   */
  BREAKER_AT_LIMIT
}
