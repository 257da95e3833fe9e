package fm.raido.producer.http;

import fm.raido.producer.intake.Intake;
import fm.raido.producer.intake.IntakeId;
import fm.raido.producer.intake.IntakeReading;
import fm.raido.producer.intake.IntakeTally;
import fm.raido.producer.intake.IntakeTally.Reason;
import fm.raido.producer.publish.PublisherSettings;
import fm.raido.schemas.announcement.AnnouncementRequest;
import fm.raido.schemas.announcement.Violation;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** {@code POST /v1/announcements}: one announcement, or an array of them. */
@RestController
public class AnnouncementsController {
  /** Announcements of one batch. */
  static final int BATCH_MAX = 100;

  private final JsonBody bodies;
  private final IntakeLimit limit;
  private final Intake intake;
  private final IntakeTally tally;
  private final Clock clock;

  AnnouncementsController(
      JsonBody bodies, IntakeLimit limit, Intake intake, IntakeTally tally, Clock clock) {
    this.bodies = bodies;
    this.limit = limit;
    this.intake = intake;
    this.tally = tally;
    this.clock = clock;
  }

  @PostMapping(path = "/v1/announcements", consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<Object> take(
      HttpServletRequest http,
      @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable String keyHeader,
      @RequestHeader(name = "traceparent", required = false) @Nullable String traceparent)
      throws IOException, BodyRefused, BodyFaulty {
    JsonNode body = bodies.announcements(http);
    String key = IdempotencyKey.of(keyHeader);
    List<Violation> faults = new ArrayList<>();
    Violation keyFault = IdempotencyKey.fault(key);
    if (keyFault != null) {
      faults.add(keyFault);
    }
    int most = limit.batchMax(BATCH_MAX);
    if (body.isArray() && (body.isEmpty() || body.size() > most)) {
      faults.add(
          new Violation(
              "", body.size() + " announcements", "must be 1 to " + most + " announcements"));
      return faulty(faults);
    }
    List<AnnouncementRequest> requests = read(body, keyFault == null ? key : null, faults);
    if (!faults.isEmpty()) {
      return faulty(faults);
    }
    long start = System.nanoTime();
    if (!limit.permits(requests.size())) {
      return tooMany(requests.size());
    }
    // What the limit took of the time is not left for the brokers.
    Duration within = PublisherSettings.ANSWER_WITHIN.minusNanos(System.nanoTime() - start);
    var results = intake.take(requests, Traceparent.of(traceparent), within);
    return body.isArray()
        ? TakeAnswers.batch(results, clock.instant())
        : TakeAnswers.one(results.getFirst(), clock.instant());
  }

  /** Reads all, and adds the faults of all, with their place in the batch. */
  private List<AnnouncementRequest> read(
      JsonNode body, @Nullable String key, List<Violation> faults) {
    List<AnnouncementRequest> requests = new ArrayList<>();
    if (!body.isArray()) {
      read(body, key, "", requests, faults);
      return requests;
    }
    for (int i = 0; i < body.size(); i++) {
      String itemKey = key == null ? null : IntakeId.keyInBatch(key, i);
      read(body.get(i), itemKey, "[" + i + "]", requests, faults);
    }
    return requests;
  }

  private void read(
      JsonNode raw,
      @Nullable String key,
      String place,
      List<AnnouncementRequest> requests,
      List<Violation> faults) {
    switch (intake.read(raw, key)) {
      case IntakeReading.Valid(var request) -> requests.add(request);
      case IntakeReading.Invalid(var violations) -> {
        for (Violation v : violations) {
          String dot = place.isEmpty() || v.field().isEmpty() ? "" : ".";
          faults.add(new Violation(place + dot + v.field(), v.value(), v.rule()));
        }
      }
    }
  }

  private ResponseEntity<Object> faulty(List<Violation> faults) {
    tally.refused(Reason.INVALID);
    String detail = faults.size() == 1 ? faults.getFirst().toString() : faults.size() + " faults";
    return Problem.answer(
        Problem.faults(HttpStatus.UNPROCESSABLE_CONTENT, Reason.INVALID, detail, faults));
  }

  private ResponseEntity<Object> tooMany(int announcements) {
    tally.refused(Reason.RATE);
    return Problem.answer(
        Problem.of(
            HttpStatus.TOO_MANY_REQUESTS,
            Reason.RATE,
            "more announcements a second than this producer takes"),
        limit.retryAfterSeconds(announcements));
  }
}
