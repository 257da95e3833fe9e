package fm.raido.worker.window;

import fm.raido.schemas.announcement.AnnouncementRequest;
import fm.raido.schemas.announcement.PassKey;
import fm.raido.schemas.letter.FirstFailure;
import fm.raido.worker.audio.StoredAudio;
import fm.raido.worker.speech.SpeechOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One request that was fetched and is not settled. Its identity is its place; what happens to it
 * meanwhile is the mutable part, touched by the event loop alone.
 */
public final class Waiting {
  /**
   * Urgency of a request without a deadline: as if it had one so long after its append, so that
   * nobody starves.
   */
  private static final Duration PATIENCE = Duration.ofMinutes(15);

  /** The most urgent first; then in the order of the log. */
  public static final Comparator<Waiting> BY_URGENCY =
      Comparator.comparing(Waiting::urgency)
          .thenComparingInt(Waiting::partition)
          .thenComparingLong(Waiting::offset)
          // A partition that left and came back brings the same records again: they are others.
          .thenComparingLong(Waiting::incarnation);

  private final int partition;
  private final long incarnation;
  private final long offset;
  private final AnnouncementRequest request;
  private final Instant appendedAt;
  private final int bytes;
  private final @Nullable String traceparent;
  private final @Nullable FirstFailure firstFailure;
  private final @Nullable Trail trail;
  private final Instant urgency;
  private @Nullable SpeechOrder order;
  private @Nullable StoredAudio stored;
  private Instant lookedUpAt = Instant.MIN;
  private Stage stage = Stage.NEW;
  private Instant wakeAt = Instant.MAX;
  private String fallbackReason = "";

  /** Where a request stands inside the worker. */
  public enum Stage {
    /** The store has not been asked for its audio yet. */
    NEW,
    /** The store is being asked. */
    LOOKING_UP,
    /** It waits for its time or for a grant. */
    HELD,
    /** Its ask is on its way to the log and back. */
    ASKING,
    /** The speech host works on it. */
    CALLING,
    /** The local voice works on it. */
    RENDERING,
    /** Its outcome is decided and waits for the next settlement. */
    DECIDED
  }

  /**
   * @param trail null where it is not traced
   */
  public Waiting(
      int partition,
      long incarnation,
      long offset,
      AnnouncementRequest request,
      Instant appendedAt,
      int bytes,
      @Nullable String traceparent,
      @Nullable FirstFailure firstFailure,
      @Nullable Trail trail) {
    this.partition = partition;
    this.incarnation = incarnation;
    this.offset = offset;
    this.request = request;
    this.appendedAt = appendedAt;
    this.bytes = bytes;
    this.traceparent = traceparent;
    this.firstFailure = firstFailure;
    this.trail = trail;
    Instant airBy = request.airBy();
    this.urgency = airBy == null ? appendedAt.plus(PATIENCE) : airBy;
  }

  public int partition() {
    return partition;
  }

  /** The assignment of the partition in which it was fetched. */
  public long incarnation() {
    return incarnation;
  }

  public long offset() {
    return offset;
  }

  public AnnouncementRequest request() {
    return request;
  }

  public PassKey key() {
    return request.passKey();
  }

  /** The broker's append time. */
  public Instant appendedAt() {
    return appendedAt;
  }

  /** What it counts for in the window's bounds. */
  public int bytes() {
    return bytes;
  }

  /** What is written of it carries on: its own span where it is traced, else what it came with. */
  public @Nullable String traceparent() {
    return trail == null ? traceparent : trail.own().traceparent();
  }

  /** What its trace will tell; null where it is not traced. */
  public @Nullable Trail trail() {
    return trail;
  }

  /** How its first pass ended, where it was replayed; else null. */
  public @Nullable FirstFailure firstFailure() {
    return firstFailure;
  }

  Instant urgency() {
    return urgency;
  }

  /** What the speech host would be asked for; made once, when it is first needed. */
  public SpeechOrder order(Function<AnnouncementRequest, SpeechOrder> orders) {
    if (order == null) {
      order = orders.apply(request);
    }
    return order;
  }

  /** Its audio in the store, as of the last look; null where there was none. */
  public @Nullable StoredAudio stored() {
    return stored;
  }

  public void stored(@Nullable StoredAudio audio) {
    stored = audio;
  }

  /** When the store was asked last, in log time. */
  public void lookedUp(Instant at) {
    lookedUpAt = at;
  }

  /** Whether the store was asked since. */
  public boolean isLookedUpSince(Instant at) {
    return !lookedUpAt.isBefore(at);
  }

  public Stage stage() {
    return stage;
  }

  public void moveTo(Stage next) {
    stage = next;
  }

  /** Why it falls back, in words; empty before it does. */
  public String fallbackReason() {
    return fallbackReason;
  }

  public void fallbackReason(String why) {
    fallbackReason = why;
  }

  /** When it must be looked at again at the latest, in log time. */
  public Instant wakeAt() {
    return wakeAt;
  }

  public void wakeAt(Instant at) {
    wakeAt = at;
  }

  @Override
  public String toString() {
    return request.id() + "/" + request.pass() + "@" + partition + ":" + offset;
  }
}
