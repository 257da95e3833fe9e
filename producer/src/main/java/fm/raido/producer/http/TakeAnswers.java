package fm.raido.producer.http;

import fm.raido.producer.intake.IntakeTally.Reason;
import fm.raido.producer.intake.TakeResult;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;

/** Turns what became of announcements into HTTP answers. */
public final class TakeAnswers {
  private static final String PATH = "/v1/announcements/";

  /** Long enough for a leader to move. */
  private static final long BROKERS_RETRY_SECONDS = 2;

  private TakeAnswers() {}

  /** The answer to one announcement. */
  public static ResponseEntity<Object> one(TakeResult result, Instant now) {
    return switch (result) {
      case TakeResult.Accepted(var id) -> accepted(id, false);
      case TakeResult.Duplicate(var id) -> accepted(id, true);
      case TakeResult.CoolingDown c -> Problem.answer(problem(c), seconds(now, c.until()));
      case TakeResult.IdTaken i -> Problem.answer(problem(i));
      case TakeResult.NotTaken n -> Problem.answer(problem(n), BROKERS_RETRY_SECONDS);
      case TakeResult.Unknown u -> Problem.answer(problem(u), BROKERS_RETRY_SECONDS);
    };
  }

  /**
   * The answer to a batch: 202 where the brokers have all of it; 207 where they have some; where
   * they have none, the problem of the first.
   */
  public static ResponseEntity<Object> batch(List<TakeResult> results, Instant now) {
    List<Map<String, Object>> items =
        IntStream.range(0, results.size()).mapToObj(i -> item(i, results.get(i))).toList();
    long taken = results.stream().filter(TakeAnswers::isTaken).count();
    if (taken > 0) {
      return ResponseEntity.status(
              taken == results.size() ? HttpStatus.ACCEPTED : HttpStatus.MULTI_STATUS)
          .contentType(MediaType.APPLICATION_JSON)
          .body(Map.of("announcements", items));
    }
    ResponseEntity<Object> first = one(results.getFirst(), now);
    if (first.getBody() instanceof ProblemDetail problem) {
      problem.setProperty("announcements", items);
    }
    return first;
  }

  private static boolean isTaken(TakeResult result) {
    return switch (result) {
      case TakeResult.Accepted _ -> true;
      case TakeResult.Duplicate _ -> true;
      case TakeResult.CoolingDown _ -> false;
      case TakeResult.IdTaken _ -> false;
      case TakeResult.NotTaken _ -> false;
      case TakeResult.Unknown _ -> false;
    };
  }

  private static ResponseEntity<Object> accepted(String id, boolean duplicate) {
    return ResponseEntity.accepted()
        .header(HttpHeaders.LOCATION, PATH + id)
        .contentType(MediaType.APPLICATION_JSON)
        .body(acceptedBody(id, duplicate));
  }

  private static Map<String, Object> acceptedBody(String id, boolean duplicate) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("id", id);
    body.put("status", "accepted");
    body.put("duplicate", duplicate);
    body.put("location", PATH + id);
    return body;
  }

  private static Map<String, Object> item(int index, TakeResult result) {
    Map<String, Object> item = new LinkedHashMap<>();
    item.put("index", index);
    switch (result) {
      case TakeResult.Accepted(var id) -> item.putAll(acceptedBody(id, false));
      case TakeResult.Duplicate(var id) -> item.putAll(acceptedBody(id, true));
      case TakeResult.CoolingDown c -> refused(item, c.id(), problem(c));
      case TakeResult.IdTaken i -> refused(item, i.id(), problem(i));
      case TakeResult.NotTaken n -> refused(item, n.id(), problem(n));
      case TakeResult.Unknown u -> refused(item, u.id(), problem(u));
    }
    return item;
  }

  private static void refused(Map<String, Object> item, String id, ProblemDetail problem) {
    item.put("id", id);
    item.put("status", problem.getStatus() == 503 ? "failed" : "refused");
    item.put("problem", problem);
  }

  private static ProblemDetail problem(TakeResult.CoolingDown cooling) {
    ProblemDetail problem =
        Problem.of(
            HttpStatus.CONFLICT,
            Reason.COOLING_DOWN,
            "this track was announced lately; again after " + cooling.until());
    problem.setProperty("until", cooling.until());
    return problem;
  }

  private static ProblemDetail problem(TakeResult.IdTaken taken) {
    return Problem.of(
        HttpStatus.CONFLICT,
        Reason.ID_TAKEN,
        "the id " + taken.id() + " belongs to an announcement of station " + taken.station());
  }

  private static ProblemDetail problem(TakeResult.NotTaken failed) {
    ProblemDetail problem =
        Problem.of(
            HttpStatus.SERVICE_UNAVAILABLE,
            Reason.NOT_TAKEN,
            "not taken, repeat: Kafka is not there (" + failed.reason() + ")");
    problem.setProperty("taken", "no");
    return problem;
  }

  private static ProblemDetail problem(TakeResult.Unknown failed) {
    ProblemDetail problem =
        Problem.of(
            HttpStatus.SERVICE_UNAVAILABLE,
            Reason.UNKNOWN,
            "unknown, repeat with the same key, or with the id "
                + failed.id()
                + ": Kafka has not said whether it has it ("
                + failed.reason()
                + ")");
    problem.setProperty("taken", "unknown");
    problem.setProperty("id", failed.id());
    return problem;
  }

  private static long seconds(Instant now, Instant until) {
    return Math.max(1, Duration.between(now, until).plusMillis(999).toSeconds());
  }
}
