package fm.raido.worker.loop;

import fm.raido.schemas.announcement.RequestReading;
import fm.raido.schemas.letter.FirstFailure;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One fetched record.
 *
 * @param incarnation the assignment of its partition in which it was fetched
 * @param appendedAt the broker's append time
 * @param bytes what it counts for in the window's bounds
 * @param reading what it says
 * @param raw its value, kept only where it could not be read
 * @param traceparent its trace, or null
 * @param firstFailure how its first pass ended, where it was replayed; else null
 */
// An array in a record: it is handed on once and never compared.
@SuppressWarnings("ArrayRecordComponent")
public record Fetched(
    int partition,
    long incarnation,
    long offset,
    Instant appendedAt,
    int bytes,
    RequestReading reading,
    byte @Nullable [] raw,
    @Nullable String traceparent,
    @Nullable FirstFailure firstFailure) {

  /** A record of a first pass. */
  public Fetched(
      int partition,
      long incarnation,
      long offset,
      Instant appendedAt,
      int bytes,
      RequestReading reading,
      byte @Nullable [] raw,
      @Nullable String traceparent) {
    this(partition, incarnation, offset, appendedAt, bytes, reading, raw, traceparent, null);
  }
}
