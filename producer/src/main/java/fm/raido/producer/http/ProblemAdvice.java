package fm.raido.producer.http;

import fm.raido.producer.intake.IntakeTally;
import fm.raido.producer.intake.IntakeTally.Reason;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/**
 * Makes a problem of everything that is thrown on the way: unread bodies, and what Spring itself
 * refuses (404, 405, 406, 415).
 */
@RestControllerAdvice
public class ProblemAdvice extends ResponseEntityExceptionHandler {
  private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);

  private final IntakeTally tally;

  ProblemAdvice(IntakeTally tally) {
    this.tally = tally;
  }

  @ExceptionHandler
  ResponseEntity<Object> refused(BodyRefused e) {
    tally.refused(e.reason());
    return ResponseEntity.status(e.status())
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        // What is left of the body is not worth reading.
        .header(HttpHeaders.CONNECTION, "close")
        .headers(headers -> {
          if (e.status() == HttpStatus.SERVICE_UNAVAILABLE) {
            headers.set(HttpHeaders.RETRY_AFTER, "1");
          }
        })
        .body(Problem.of(e.status(), e.reason(), String.valueOf(e.getMessage())));
  }

  @ExceptionHandler
  ResponseEntity<Object> faulty(BodyFaulty e) {
    tally.refused(Reason.MALFORMED);
    return Problem.answer(
        Problem.faults(
            HttpStatus.BAD_REQUEST,
            Reason.MALFORMED,
            String.valueOf(e.getMessage()),
            List.of(e.violation())));
  }

  @ExceptionHandler
  ResponseEntity<Object> charset(UnsupportedCharset e) {
    tally.refused(Reason.MALFORMED);
    return Problem.answer(
        Problem.of(
            HttpStatus.UNSUPPORTED_MEDIA_TYPE, Reason.MALFORMED, String.valueOf(e.getMessage())));
  }

  /** The connection broke; nobody reads the answer. */
  @ExceptionHandler
  ResponseEntity<Object> broken(IOException e) {
    tally.refused(Reason.MALFORMED);
    return Problem.answer(
        Problem.of(HttpStatus.BAD_REQUEST, Reason.MALFORMED, "the body could not be read"));
  }

  @ExceptionHandler
  ResponseEntity<Object> bug(RuntimeException e) {
    LOG.error("A request failed", e);
    return Problem.answer(
        Problem.of(HttpStatus.INTERNAL_SERVER_ERROR, "internal", "a fault of the producer"));
  }

  @Override
  protected @Nullable ResponseEntity<Object> handleExceptionInternal(
      Exception e,
      @Nullable Object body,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    HttpHeaders typed = new HttpHeaders(headers);
    typed.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
    return super.handleExceptionInternal(e, body, typed, status, request);
  }
}
