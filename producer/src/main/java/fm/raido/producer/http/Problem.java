package fm.raido.producer.http;

import fm.raido.producer.intake.IntakeTally.Reason;
import fm.raido.schemas.announcement.Violation;
import java.net.URI;
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

  /** A problem that intake counts. */
  public static ProblemDetail of(HttpStatus status, Reason reason, String detail) {
    return of(status, reason.label(), detail);
  }

  /** Faults of what was sent, each with field, value and rule. */
  public static ProblemDetail faults(
      HttpStatus status, Reason reason, String detail, List<Violation> violations) {
    ProblemDetail problem = of(status, reason, detail);
    problem.setProperty("violations", violations);
    return problem;
  }

  /** The answer. The type is set here, so that an odd Accept header cannot turn it into a 406. */
  public static ResponseEntity<Object> answer(ProblemDetail problem) {
    return ResponseEntity.status(problem.getStatus())
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(problem);
  }

  /** The answer, with the seconds after which a repeat makes sense. */
  public static ResponseEntity<Object> answer(ProblemDetail problem, long retryAfterSeconds) {
    return ResponseEntity.status(problem.getStatus())
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .header(HttpHeaders.RETRY_AFTER, Long.toString(retryAfterSeconds))
        .body(problem);
  }
}
