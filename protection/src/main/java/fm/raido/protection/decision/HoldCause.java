package fm.raido.protection.decision;

/** What a held request waits for. */
public enum HoldCause {
  /** A cause closes the gate. */
  GATE_CLOSED,
  /** The last attempt failed a moment ago. */
  BACKING_OFF,
  /** A call for it is on its way, here or at another worker. */
  LEASE_LIVE,
  /** Rate, slots or breaker leave no room. */
  NO_GRANT_TO_EXPECT,
  /** Too little time is left before its deadline for a usual call. */
  TOO_SHORT_FOR_A_CALL,
  /** Its lead has come and there is no fallback: it waits for its deadline. */
  WAITING_TO_EXPIRE
}
