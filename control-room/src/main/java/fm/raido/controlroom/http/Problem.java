package fm.raido.controlroom.http;

import fm.raido.schemas.announcement.Violation;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;

/** Makes answers of type {@code application/problem+json} (RFC 9457). */
public final class Problem {
  private static final String TYPE = "urn:raido:problem:";

  private Problem() {}

  /** A problem of a kind that clients may tell by its type. */
  public static ProblemDetail of(HttpStatusCode status, String type, String detail) {
    ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
    problem.setType(URI.create(TYPE + type));
    return problem;
  }

  /** Values that break their rules, each with field, value and rule. */
  static ResponseEntity<Object> faulty(List<Violation> violations) {
    String detail =
        violations.size() == 1 ? violations.getFirst().toString() : violations.size() + " faults";
    ProblemDetail problem = of(HttpStatus.UNPROCESSABLE_CONTENT, "invalid", detail);
    problem.setProperty("violations", violations);
    return answer(problem);
  }

  /** The answer. The type is set here, so that an odd Accept header cannot turn it into a 406. */
  public static ResponseEntity<Object> answer(ProblemDetail problem) {
    return ResponseEntity.status(problem.getStatus())
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(problem);
  }

  /** The answer, with the time after which a repeat makes sense. */
  public static ResponseEntity<Object> answer(ProblemDetail problem, Duration retryAfter) {
    return ResponseEntity.status(problem.getStatus())
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .header(HttpHeaders.RETRY_AFTER, seconds(retryAfter))
        .body(problem);
  }

  /** Whole seconds, rounded up, as the header {@code Retry-After} has them. */
  public static String seconds(Duration time) {
    return Long.toString(Math.max(1, time.plusMillis(999).toSeconds()));
  }
}
