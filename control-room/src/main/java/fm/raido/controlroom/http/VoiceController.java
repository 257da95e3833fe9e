package fm.raido.controlroom.http;

import fm.raido.controlroom.access.Needs;
import fm.raido.controlroom.access.Role;
import fm.raido.controlroom.voice.VoiceTest;
import fm.raido.controlroom.voice.VoiceTests;
import fm.raido.schemas.announcement.AnnouncementKind;
import fm.raido.schemas.announcement.AnnouncementRequest;
import fm.raido.schemas.announcement.RequestReader;
import fm.raido.schemas.announcement.RequestReading;
import fm.raido.schemas.announcement.Violation;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** The voice test box. */
@RestController
public class VoiceController {
  /** A sentence or two: what is tested is the voice. In characters. */
  static final int TEXT_MAX = 300;

  private static final String STATION = "voice-test";

  private final VoiceTests tests;
  private final Clock clock;

  VoiceController(VoiceTests tests, Clock clock) {
    this.tests = tests;
    this.clock = clock;
  }

  @Needs(Role.OPERATE)
  @PostMapping(path = "/api/voice-tests", consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<Object> make(HttpServletRequest http) throws IOException, BodyFaulty {
    RequestReading reading = RequestReader.read(request(JsonBody.object(http)));
    return switch (reading) {
      case RequestReading.Invalid(List<Violation> violations) -> Problem.faulty(violations);
      case RequestReading.Valid(AnnouncementRequest request) -> made(request);
    };
  }

  private ResponseEntity<Object> made(AnnouncementRequest request) {
    String text = String.valueOf(request.text());
    if (text.codePointCount(0, text.length()) > TEXT_MAX) {
      return Problem.faulty(
          List.of(new Violation("text", text, "must be at most " + TEXT_MAX + " characters")));
    }
    Duration wait = tests.turn();
    if (wait.isPositive()) {
      return Problem.answer(
          Problem.of(
              HttpStatus.TOO_MANY_REQUESTS,
              "rate",
              "one voice test every " + VoiceTests.APART.toSeconds() + " s"),
          wait);
    }
    VoiceTest test = tests.make(request);
    return ResponseEntity.accepted()
        .location(URI.create(test.location()))
        .contentType(MediaType.APPLICATION_JSON)
        .body(test);
  }

  /** What was asked for, as a request; the reader of requests knows the rules of every field. */
  private ObjectNode request(ObjectNode body) {
    ObjectNode request = body.objectNode();
    request.put("schemaVersion", AnnouncementRequest.SCHEMA_VERSION);
    request.put("id", "voice-test-" + UUID.randomUUID());
    request.put("kind", AnnouncementKind.CUSTOM.wireName());
    request.put("station", STATION);
    request.put("createdAt", clock.instant().truncatedTo(ChronoUnit.MILLIS).toString());
    for (String field : List.of("text", "voice", "speed", "station")) {
      if (body.hasNonNull(field)) {
        request.set(field, body.get(field));
      }
    }
    return request;
  }

  @Needs(Role.LOOK)
  @GetMapping("/api/voice-tests/{id}")
  ResponseEntity<Object> find(@PathVariable String id) {
    return tests
        .find(id)
        .map(
            test -> ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body((Object) test))
        .orElseGet(() ->
            Problem.answer(
                Problem.of(
                    HttpStatus.NOT_FOUND,
                    "unknown-voice-test",
                    "not one of the last voice tests of this program")));
  }
}
