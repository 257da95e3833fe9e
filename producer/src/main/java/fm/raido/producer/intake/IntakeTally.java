package fm.raido.producer.intake;

import fm.raido.schemas.announcement.AnnouncementKind;

/**
 * Counts what intake does. Whatever comes in is counted exactly once: {@code offered = taken +
 * duplicates + refused}, where a batch that is refused as a whole before its announcements are
 * looked at is one.
 */
public interface IntakeTally {

  /** One announcement reached the brokers. */
  void taken(AnnouncementKind kind);

  /** One was there already. */
  void duplicate();

  /** One was refused. */
  void refused(Reason reason);

  /** A tally that nobody reads. */
  static IntakeTally none() {
    return new IntakeTally() {
      @Override
      public void taken(AnnouncementKind kind) {}

      @Override
      public void duplicate() {}

      @Override
      public void refused(Reason reason) {}
    };
  }

  /** Why something was refused; each carries its metric label. */
  enum Reason {
    /** Not JSON, not UTF-8, no object. */
    MALFORMED("malformed"),
    /** Breaks a rule of its fields. */
    INVALID("invalid"),
    /** More bytes than a body may have. */
    TOO_LARGE("too-large"),
    /** The body did not arrive in time. */
    TOO_SLOW("too-slow"),
    /** Above the limit of announcements a second. */
    RATE("rate"),
    /** Too many bodies are being read at once. */
    BUSY("busy"),
    /** The track was announced lately. */
    COOLING_DOWN("cooling-down"),
    /** The id is another station's. */
    ID_TAKEN("id-taken"),
    /** The brokers were not there, or refused. */
    NOT_TAKEN("not-taken"),
    /** The brokers' answer did not come. */
    UNKNOWN("unknown");

    private final String label;

    Reason(String label) {
      this.label = label;
    }

    /** The value of the metric's label {@code reason}. */
    public String label() {
      return label;
    }
  }
}
