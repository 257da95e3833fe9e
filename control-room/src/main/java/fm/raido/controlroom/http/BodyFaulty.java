package fm.raido.controlroom.http;

import org.springframework.http.HttpStatus;

/** A body cannot be read; the message says why. */
final class BodyFaulty extends Exception {
  private static final long serialVersionUID = 1L;

  private final HttpStatus status;

  BodyFaulty(HttpStatus status, String message) {
    super(message);
    this.status = status;
  }

  HttpStatus status() {
    return status;
  }
}
