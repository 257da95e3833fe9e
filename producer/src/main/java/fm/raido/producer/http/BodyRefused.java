package fm.raido.producer.http;

import fm.raido.producer.intake.IntakeTally.Reason;
import org.springframework.http.HttpStatus;

/** A body was not read to its end; the answer says why, and the connection is given up. */
public final class BodyRefused extends Exception {
  private static final long serialVersionUID = 1L;

  private final HttpStatus status;
  private final Reason reason;

  BodyRefused(HttpStatus status, Reason reason, String message) {
    super(message);
    this.status = status;
    this.reason = reason;
  }

  public HttpStatus status() {
    return status;
  }

  public Reason reason() {
    return reason;
  }
}
