package fm.raido.schemas.announcement;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The one outcome of one request in one pass. What was appended after {@code airBy} must not be
 * aired.
 *
 * @param schemaVersion version of this record's schema, {@link #SCHEMA_VERSION}
 * @param id the request's id; for poison {@code _topic-partition-offset}
 * @param pass the pass that ended
 * @param station the request's station, or null where the request could not be read
 * @param kind the request's kind, or null where the request could not be read
 * @param outcome how it ended
 * @param reason why it ended so, in words; null for a plain {@code SPOKEN}
 * @param text the words that are heard, or null where none are
 * @param voice the voice that is heard, or null where none is
 * @param audio the audio, or null where there is none
 * @param airBy the request's deadline, or null
 * @param attempts calls to the speech host that this pass used
 * @param decidedAt when the worker decided, in log time
 * @param worker who decided
 * @param requestPartition where the request lies
 * @param requestOffset where the request lies
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Outcome(
    int schemaVersion,
    String id,
    int pass,
    @Nullable String station,
    @Nullable AnnouncementKind kind,
    OutcomeKind outcome,
    @Nullable String reason,
    @Nullable String text,
    @Nullable String voice,
    @Nullable Audio audio,
    @Nullable Instant airBy,
    int attempts,
    Instant decidedAt,
    String worker,
    int requestPartition,
    long requestOffset) {

  /** The version of the schema that this record is. */
  public static final int SCHEMA_VERSION = 1;

  public Outcome {
    requireNonNull(id, "id");
    requireNonNull(outcome, "outcome");
    requireNonNull(decidedAt, "decidedAt");
    requireNonNull(worker, "worker");
  }

  @JsonIgnore
  public PassKey passKey() {
    return new PassKey(id, pass);
  }
}
