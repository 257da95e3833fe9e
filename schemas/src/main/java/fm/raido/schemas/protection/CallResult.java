package fm.raido.schemas.protection;

/** How a granted call ended. */
public enum CallResult {
  /** Audio came and is plausible. */
  SPOKEN(false),
  /** The host said that it has too much to do (429, 503). */
  OVERLOADED(true),
  /** Refused, reset, cut, an error status, or audio that cannot be what was asked for. */
  BROKEN(true),
  /** No answer within the call time-out; the slot stays taken until {@code SlotFreed}. */
  TIMED_OUT(true),
  /** The host refused the request itself (400, 413, 422): no word about the host. */
  UNSPEAKABLE(false),
  /** The grant was not used: slot and attempt return, the rate token does not. */
  UNUSED(false);

  private final boolean hostFailure;

  CallResult(boolean hostFailure) {
    this.hostFailure = hostFailure;
  }

  /** Whether the breaker counts it as a failure of the host. */
  public boolean isHostFailure() {
    return hostFailure;
  }

  /** Whether it proves that the host works: it answered, be it with a refusal of the request. */
  public boolean isHostSuccess() {
    return this == SPOKEN || this == UNSPEAKABLE;
  }
}
