package fm.raido.producer.hook;

import fm.raido.producer.http.BodyFaulty;
import fm.raido.producer.http.BodyRefused;
import fm.raido.producer.http.IntakeLimit;
import fm.raido.producer.http.JsonBody;
import fm.raido.producer.http.Problem;
import fm.raido.producer.http.TakeAnswers;
import fm.raido.producer.http.Traceparent;
import fm.raido.producer.intake.Intake;
import fm.raido.producer.intake.IntakeReading;
import fm.raido.producer.intake.IntakeTally;
import fm.raido.producer.intake.IntakeTally.Reason;
import fm.raido.producer.intake.TakeResult;
import fm.raido.producer.publish.PublisherSettings;
import fm.raido.schemas.announcement.AnnouncementRequest;
import fm.raido.schemas.announcement.Violation;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** {@code POST /v1/hooks/azuracast}: AzuraCast's generic web hook, trigger "song changes". */
@RestController
public class AzuraCastController {
  /** The payload carries the song history and all mounts; 10 KB is usual. */
  private static final int BODY_MAX = 256 * 1024;

  private final JsonBody bodies;
  private final IntakeLimit limit;
  private final Intake intake;
  private final IntakeTally tally;
  private final Clock clock;

  AzuraCastController(
      JsonBody bodies, IntakeLimit limit, Intake intake, IntakeTally tally, Clock clock) {
    this.bodies = bodies;
    this.limit = limit;
    this.intake = intake;
    this.tally = tally;
    this.clock = clock;
  }

  /**
   * 202 with the intro's id, 200 where there is nothing to do or it was done before; AzuraCast does
   * not send again either way.
   *
   * @param station overrides the payload's short code
   */
  @PostMapping(path = "/v1/hooks/azuracast", consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<Object> nowPlaying(
      HttpServletRequest http,
      @RequestParam(name = "station", required = false) @Nullable String station,
      @RequestHeader(name = "traceparent", required = false) @Nullable String traceparent)
      throws IOException, BodyRefused, BodyFaulty {
    JsonNode body = bodies.document(http, BODY_MAX);
    return switch (NowPlaying.read(body, station, clock.instant())) {
      case HookReading.Skipped(var reason) -> skipped(reason);
      case HookReading.Rubbish(var violations) -> faulty(HttpStatus.BAD_REQUEST, violations);
      case HookReading.Intro(var announcement) ->
          switch (intake.read(announcement, null)) {
            case IntakeReading.Invalid(var violations) ->
                faulty(HttpStatus.UNPROCESSABLE_CONTENT, violations);
            case IntakeReading.Valid(var request) -> take(request, Traceparent.of(traceparent));
          };
    };
  }

  private ResponseEntity<Object> take(AnnouncementRequest request, String traceparent) {
    if (!limit.permits(1)) {
      tally.refused(Reason.RATE);
      return Problem.answer(
          Problem.of(
              HttpStatus.TOO_MANY_REQUESTS,
              Reason.RATE,
              "more announcements a second than this producer takes"),
          limit.retryAfterSeconds(1));
    }
    TakeResult result = intake.take(request, traceparent, PublisherSettings.ANSWER_WITHIN);
    return switch (result) {
      case TakeResult.CoolingDown c ->
          skipped("this song was announced lately; again after " + c.until());
      case TakeResult.Duplicate(var id) -> json(Map.of("id", id, "duplicate", true));
      case TakeResult.Accepted a -> TakeAnswers.one(a, clock.instant());
      case TakeResult.IdTaken i -> TakeAnswers.one(i, clock.instant());
      case TakeResult.NotTaken n -> TakeAnswers.one(n, clock.instant());
      case TakeResult.Unknown u -> TakeAnswers.one(u, clock.instant());
    };
  }

  private static ResponseEntity<Object> skipped(String reason) {
    return json(Map.of("skipped", reason));
  }

  private ResponseEntity<Object> faulty(HttpStatus status, List<Violation> violations) {
    Reason reason = status == HttpStatus.BAD_REQUEST ? Reason.MALFORMED : Reason.INVALID;
    tally.refused(reason);
    return Problem.answer(
        Problem.faults(status, reason, violations.getFirst().toString(), violations));
  }

  private static ResponseEntity<Object> json(Map<String, Object> body) {
    return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(body);
  }
}
