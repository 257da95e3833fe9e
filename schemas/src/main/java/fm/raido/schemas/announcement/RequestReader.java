package fm.raido.schemas.announcement;

import static fm.raido.schemas.announcement.RequestLimits.PASS_MAX;
import static fm.raido.schemas.announcement.RequestLimits.SPEED_MAX;
import static fm.raido.schemas.announcement.RequestLimits.SPEED_MIN;
import static fm.raido.schemas.announcement.RequestLimits.TEXT_MAX;
import static fm.raido.schemas.announcement.RequestLimits.TITLE_MAX;
import static fm.raido.schemas.announcement.RequestLimits.YEAR_MAX;
import static fm.raido.schemas.announcement.RequestLimits.YEAR_MIN;

import fm.raido.schemas.wire.Json;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Reads requests, field by field, so that every fault is named and not only the first. Unknown
 * fields are ignored: a newer producer may know more.
 */
public final class RequestReader {
  private RequestReader() {}

  /**
   * Reads the value of a record of {@code raido.requests}; a null value is a fault like any other.
   */
  public static RequestReading read(byte @Nullable [] value) {
    if (value == null) {
      return invalid("", "null", "must be a JSON object");
    }
    if (value.length > RequestLimits.RECORD_BYTES_MAX) {
      return invalid(
          "",
          value.length + " bytes",
          "must be at most " + RequestLimits.RECORD_BYTES_MAX + " bytes");
    }
    try {
      return read(Json.MAPPER.readTree(value));
    } catch (JacksonException e) {
      return invalid(
          "",
          new String(value, java.nio.charset.StandardCharsets.UTF_8),
          "must be JSON: " + e.getOriginalMessage());
    }
  }

  /** Reads a parsed document. */
  public static RequestReading read(JsonNode document) {
    if (!document.isObject()) {
      return invalid("", document.toString(), "must be a JSON object");
    }
    FieldReader fields = new FieldReader(document);
    Integer version = fields.integer("schemaVersion", 1, Integer.MAX_VALUE).orElse(null);
    if (version != null && version != AnnouncementRequest.SCHEMA_VERSION) {
      fields.fault(
          "schemaVersion",
          version,
          "must be " + AnnouncementRequest.SCHEMA_VERSION + ", the version this program knows");
    }
    String id = fields.required("id", fields.word("id", RequestLimits.ID));
    String station = fields.required("station", fields.word("station", RequestLimits.STATION));
    AnnouncementKind kind = fields.required("kind", kind(fields));
    Track track = track(fields).orElse(null);
    String text = fields.text("text", TEXT_MAX).orElse(null);
    String voice = fields.word("voice", RequestLimits.VOICE).orElse(null);
    Double speed = fields.number("speed", SPEED_MIN, SPEED_MAX).orElse(null);
    Instant airBy = fields.instant("airBy").orElse(null);
    Instant createdAt = fields.required("createdAt", fields.instant("createdAt"));
    int pass = fields.integer("pass", 0, PASS_MAX).orElse(0);
    if (kind != null && text == null && !fields.isFaulty("text")) {
      requireWords(fields, kind, track);
    }
    if (fields.isFaulty() || id == null || station == null || kind == null || createdAt == null) {
      return new RequestReading.Invalid(fields.violations());
    }
    return new RequestReading.Valid(
        new AnnouncementRequest(
            AnnouncementRequest.SCHEMA_VERSION,
            id,
            station,
            kind,
            track,
            text,
            voice,
            speed,
            airBy,
            createdAt,
            pass));
  }

  private static void requireWords(
      FieldReader fields, AnnouncementKind kind, @Nullable Track track) {
    if (kind.textRequired()) {
      fields.fault("text", "", "must be given for kind " + kind.wireName());
    } else if (kind.aboutTrack() && track == null && !fields.isFaulty("track")) {
      fields.fault(
          "track", "", "must be given for kind " + kind.wireName() + " when there is no text");
    }
  }

  private static Optional<AnnouncementKind> kind(FieldReader fields) {
    Optional<String> name = fields.string("kind");
    Optional<AnnouncementKind> kind = name.flatMap(AnnouncementKind::of);
    if (name.isPresent() && kind.isEmpty()) {
      fields.fault(
          "kind", name.get(), "must be intro, outro, back-announce, station-id, promo or custom");
    }
    return kind;
  }

  private static Optional<Track> track(FieldReader fields) {
    return fields
        .object("track")
        .flatMap(track -> {
          String title = track.required("title", track.text("title", TITLE_MAX));
          String artist = track.required("artist", track.text("artist", TITLE_MAX));
          String album = track.text("album", TITLE_MAX).orElse(null);
          Integer year = track.integer("year", YEAR_MIN, YEAR_MAX).orElse(null);
          return title == null || artist == null
              ? Optional.empty()
              : Optional.of(new Track(title, artist, album, year));
        });
  }

  private static RequestReading invalid(String field, String value, String rule) {
    return new RequestReading.Invalid(java.util.List.of(new Violation(field, value, rule)));
  }
}
