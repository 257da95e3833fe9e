package fm.raido.schemas.announcement;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One announcement to be made. Instances that come from {@link RequestReader} keep the limits of
 * {@link RequestLimits}; the constructor itself checks only that nothing is missing, so that tests
 * and tools can build what they like.
 *
 * @param schemaVersion version of this record's schema, {@link #SCHEMA_VERSION}
 * @param id names the announcement over all its passes; unique for a station
 * @param station the station that will air it; the key of its Kafka record
 * @param kind chooses the template where {@code text} is missing
 * @param track the song, or null
 * @param text the words to speak, or null: rendered from the kind's template
 * @param voice a voice of the speech host, or null: the worker's default
 * @param speed 0.25 to 4, or null: the worker's default
 * @param airBy never spoken after this instant, or null: no deadline
 * @param createdAt when intake took it
 * @param pass 0 for the first run, n for the n-th replay
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AnnouncementRequest(
    int schemaVersion,
    String id,
    String station,
    AnnouncementKind kind,
    @Nullable Track track,
    @Nullable String text,
    @Nullable String voice,
    @Nullable Double speed,
    @Nullable Instant airBy,
    Instant createdAt,
    int pass) {

  /** The version of the schema that this record is. */
  public static final int SCHEMA_VERSION = 1;

  public AnnouncementRequest {
    requireNonNull(id, "id");
    requireNonNull(station, "station");
    requireNonNull(kind, "kind");
    requireNonNull(createdAt, "createdAt");
  }

  /** The key of this request's outcome and dead letter: {@code id/pass}. */
  @JsonIgnore
  public PassKey passKey() {
    return new PassKey(id, pass);
  }

  /** The same request in its next pass. */
  public AnnouncementRequest inPass(int next) {
    return new AnnouncementRequest(
        schemaVersion, id, station, kind, track, text, voice, speed, airBy, createdAt, next);
  }
}
