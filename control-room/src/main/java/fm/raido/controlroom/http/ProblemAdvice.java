package fm.raido.controlroom.http;

import fm.raido.controlroom.CannotReachKafka;
import fm.raido.controlroom.letters.TooManyLetters;
import fm.raido.controlroom.replay.PlanRefused;
import fm.raido.schemas.topic.TopicsNotReady;
import java.io.IOException;
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

/** Makes a problem of everything that is thrown on the way. */
@RestControllerAdvice
public class ProblemAdvice extends ResponseEntityExceptionHandler {
  private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);

  @ExceptionHandler
  ResponseEntity<Object> faulty(BodyFaulty e) {
    return Problem.answer(Problem.of(e.status(), "malformed", String.valueOf(e.getMessage())));
  }

  @ExceptionHandler({CannotReachKafka.class, TopicsNotReady.class})
  ResponseEntity<Object> unreachable(RuntimeException e) {
    LOG.warn("Control room: {}", e.getMessage());
    return Problem.answer(
        Problem.of(
            HttpStatus.SERVICE_UNAVAILABLE, "kafka-unreachable", String.valueOf(e.getMessage())));
  }

  @ExceptionHandler
  ResponseEntity<Object> tooMany(TooManyLetters e) {
    return Problem.answer(
        Problem.of(
            HttpStatus.UNPROCESSABLE_CONTENT, "too-many-letters", String.valueOf(e.getMessage())));
  }

  @ExceptionHandler
  ResponseEntity<Object> refused(PlanRefused e) {
    return Problem.answer(
        Problem.of(
            HttpStatus.UNPROCESSABLE_CONTENT, "plan-refused", String.valueOf(e.getMessage())));
  }

  /** The connection broke. */
  @ExceptionHandler
  @Nullable ResponseEntity<Object> broken(IOException e) {
    LOG.debug("An answer was not read to its end", e);
    return null;
  }

  @ExceptionHandler
  ResponseEntity<Object> bug(RuntimeException e) {
    LOG.error("A request failed", e);
    return Problem.answer(
        Problem.of(HttpStatus.INTERNAL_SERVER_ERROR, "internal", "a fault of the control room"));
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
