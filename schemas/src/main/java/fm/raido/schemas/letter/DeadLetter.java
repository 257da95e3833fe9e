package fm.raido.schemas.letter;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import fm.raido.schemas.announcement.AnnouncementRequest;
import fm.raido.schemas.announcement.PassKey;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An outstanding dead letter. Its record's value is null once it was replayed or discarded.
 *
 * @param schemaVersion version of this record's schema, {@link #SCHEMA_VERSION}
 * @param id the request's id; for poison {@code _topic-partition-offset}
 * @param pass the pass that failed
 * @param reason why
 * @param detail why, in words; at most 1,000 characters
 * @param request the request, or null where it could not be read
 * @param raw the request's bytes in base64 where it could not be read, else null
 * @param rawCut whether {@code raw} holds only the beginning
 * @param attempts calls to the speech host that the pass used
 * @param origin where the request lies
 * @param failedAt when the worker decided, in log time
 * @param worker who decided
 * @param firstFailure how its first pass ended, where this is a later one; else null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DeadLetter(
    int schemaVersion,
    String id,
    int pass,
    DeadLetterReason reason,
    String detail,
    @Nullable AnnouncementRequest request,
    @Nullable String raw,
    boolean rawCut,
    int attempts,
    Origin origin,
    Instant failedAt,
    String worker,
    @Nullable FirstFailure firstFailure) {

  /** The version of the schema that this record is. */
  public static final int SCHEMA_VERSION = 1;

  public DeadLetter {
    requireNonNull(id, "id");
    requireNonNull(reason, "reason");
    requireNonNull(detail, "detail");
    requireNonNull(origin, "origin");
    requireNonNull(failedAt, "failedAt");
    requireNonNull(worker, "worker");
  }

  /** A letter of a first pass, or of one whose first failure nobody knows. */
  public DeadLetter(
      int schemaVersion,
      String id,
      int pass,
      DeadLetterReason reason,
      String detail,
      @Nullable AnnouncementRequest request,
      @Nullable String raw,
      boolean rawCut,
      int attempts,
      Origin origin,
      Instant failedAt,
      String worker) {
    this(
        schemaVersion,
        id,
        pass,
        reason,
        detail,
        request,
        raw,
        rawCut,
        attempts,
        origin,
        failedAt,
        worker,
        null);
  }

  @JsonIgnore
  public PassKey passKey() {
    return new PassKey(id, pass);
  }

  /** How its first pass ended: what it carries along, or else itself. */
  public FirstFailure first() {
    return firstFailure != null ? firstFailure : new FirstFailure(pass, reason, detail, failedAt);
  }

  /**
   * Where the failed record lies.
   *
   * @param timestamp the broker's append time
   */
  public record Origin(String topic, int partition, long offset, Instant timestamp) {
    public Origin {
      requireNonNull(topic, "topic");
      requireNonNull(timestamp, "timestamp");
    }
  }
}
