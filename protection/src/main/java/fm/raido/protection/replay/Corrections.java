package fm.raido.protection.replay;

import fm.raido.schemas.announcement.AnnouncementKind;
import fm.raido.schemas.announcement.AnnouncementRequest;
import fm.raido.schemas.announcement.RequestReader;
import fm.raido.schemas.announcement.RequestReading;
import fm.raido.schemas.announcement.Violation;
import fm.raido.schemas.wire.Json;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an operator changes in a request before it goes back; null leaves a field as it is.
 *
 * @param voice another voice
 * @param speed another speed, 0.25 to 4
 * @param text other words; for one letter only
 */
public record Corrections(@Nullable String voice, @Nullable Double speed, @Nullable String text) {
  /** Nothing is changed. */
  public static final Corrections NONE = new Corrections(null, null, null);

  public boolean isEmpty() {
    return voice == null && speed == null && text == null;
  }

  /** What is wrong with them, whatever request they are for, by the rules of every request. */
  public List<Violation> violations() {
    return violationsOf(
        appliedTo(
            new AnnouncementRequest(
                AnnouncementRequest.SCHEMA_VERSION,
                "any",
                "any",
                AnnouncementKind.CUSTOM,
                null,
                "any",
                null,
                null,
                null,
                Instant.parse("2026-01-01T00:00:00Z"),
                0)));
  }

  /** What is wrong with a request by the rules of every request; empty where nothing is. */
  static List<Violation> violationsOf(AnnouncementRequest request) {
    return switch (RequestReader.read(Json.MAPPER.writeValueAsBytes(request))) {
      case RequestReading.Valid _ -> List.of();
      case RequestReading.Invalid invalid -> invalid.violations();
    };
  }

  /** The request with them. */
  public AnnouncementRequest appliedTo(AnnouncementRequest request) {
    return isEmpty()
        ? request
        : new AnnouncementRequest(
            request.schemaVersion(),
            request.id(),
            request.station(),
            request.kind(),
            request.track(),
            text == null ? request.text() : text,
            voice == null ? request.voice() : voice,
            speed == null ? request.speed() : speed,
            request.airBy(),
            request.createdAt(),
            request.pass());
  }

  /** The original values of the fields that they change; one that was not given is empty. */
  public Map<String, Optional<Object>> originals(AnnouncementRequest request) {
    Map<String, Optional<Object>> originals = new LinkedHashMap<>();
    if (voice != null) {
      originals.put("voice", Optional.ofNullable(request.voice()));
    }
    if (speed != null) {
      originals.put("speed", Optional.ofNullable(request.speed()));
    }
    if (text != null) {
      originals.put("text", Optional.ofNullable(request.text()));
    }
    return originals;
  }
}
