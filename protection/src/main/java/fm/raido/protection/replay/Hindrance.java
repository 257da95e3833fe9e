package fm.raido.protection.replay;

/** Why a letter stays. */
public enum Hindrance {
  /** It does not say where its record came from. */
  NO_ORIGIN,
  /** Its record came from a topic to which nothing may be replayed. */
  ORIGIN_NOT_ALLOWED,
  /** There is no request in it, or none that a worker could read. */
  UNREADABLE,
  /** Nobody could air it any more. */
  DEADLINE_PASSED,
  /** It was replayed as often as the cap allows. */
  OVER_CAP,
  /** With the correction it would be no request. */
  CORRECTION_REFUSED,
  /** Its record would be larger than the topic takes. */
  TOO_LARGE
}
