package fm.raido.producer.http;

import fm.raido.schemas.announcement.Violation;

/** A body arrived and is not JSON. */
public final class BodyFaulty extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Violation violation;

  BodyFaulty(Violation violation) {
    super(violation.toString());
    this.violation = violation;
  }

  public Violation violation() {
    return violation;
  }
}
