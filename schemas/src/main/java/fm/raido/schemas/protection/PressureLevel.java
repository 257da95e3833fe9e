package fm.raido.schemas.protection;

/** How a speech host is. */
public enum PressureLevel {
  NORMAL,
  /** The limits are halved. */
  WARNING,
  /** The gate closes. */
  CRITICAL,
  /** The agent stops on purpose: the host is no longer known, and its silence means nothing. */
  GOING_AWAY
}
