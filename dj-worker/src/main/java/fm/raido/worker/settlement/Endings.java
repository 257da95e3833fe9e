package fm.raido.worker.settlement;

import fm.raido.schemas.announcement.AnnouncementRequest;
import fm.raido.schemas.announcement.Audio;
import fm.raido.schemas.announcement.Outcome;
import fm.raido.schemas.announcement.OutcomeKind;
import fm.raido.schemas.letter.DeadLetter;
import fm.raido.schemas.letter.DeadLetterReason;
import fm.raido.schemas.topic.TopicCatalogue;
import fm.raido.worker.window.Trail;
import fm.raido.worker.window.Waiting;
import java.time.Instant;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Writes down how a request ended. Texts are cut so that no ending can be too large for its topic.
 */
public final class Endings {
  /** Longest reason or detail, in UTF-16 units. */
  private static final int DETAIL_MAX = 1_000;

  /**
   * Raw bytes kept of poison; base64 of it and the rest of a letter stay under Kafka's default of 1
   * MiB.
   */
  private static final int RAW_MAX = 512 * 1024;

  private final String worker;

  public Endings(String worker) {
    this.worker = worker;
  }

  /** It was spoken by the speech host's voice. */
  public Decided spoken(
      Waiting waiting, String words, String voice, Audio audio, int attempts, Instant now) {
    return settled(
        waiting, outcome(waiting, OutcomeKind.SPOKEN, null, words, voice, audio, attempts, now));
  }

  /** It was spoken by the fallback. */
  public Decided fallback(
      Waiting waiting,
      String why,
      @Nullable String words,
      @Nullable String voice,
      Audio audio,
      int attempts,
      Instant now) {
    return settled(
        waiting, outcome(waiting, OutcomeKind.FALLBACK, why, words, voice, audio, attempts, now));
  }

  /** It came too late. */
  public Decided expired(Waiting waiting, String why, int attempts, Instant now) {
    return settled(
        waiting, outcome(waiting, OutcomeKind.EXPIRED, why, null, null, null, attempts, now));
  }

  /** It is a duplicate of one that has, or will have, the outcome. */
  public Decided duplicate(Waiting waiting) {
    return new Decided(
        waiting.partition(),
        waiting.incarnation(),
        waiting.offset(),
        waiting.appendedAt(),
        new Decided.Ending.Skipped(),
        null,
        waiting.trail());
  }

  /** It failed for good. */
  public Decided buried(
      Waiting waiting, DeadLetterReason reason, String why, int attempts, Instant now) {
    AnnouncementRequest request = waiting.request();
    DeadLetter letter =
        new DeadLetter(
            DeadLetter.SCHEMA_VERSION,
            request.id(),
            request.pass(),
            reason,
            cut(why),
            request,
            null,
            false,
            attempts,
            origin(waiting.partition(), waiting.offset(), waiting.appendedAt()),
            now,
            worker,
            waiting.firstFailure());
    Outcome outcome =
        outcome(
            waiting,
            OutcomeKind.DEAD_LETTERED,
            reason + ": " + why,
            null,
            null,
            null,
            attempts,
            now);
    return new Decided(
        waiting.partition(),
        waiting.incarnation(),
        waiting.offset(),
        waiting.appendedAt(),
        new Decided.Ending.Buried(outcome, letter),
        waiting.traceparent(),
        waiting.trail());
  }

  /**
   * It cannot be read; its bytes are kept.
   *
   * @param trail null where it is not traced
   */
  public Decided poison(
      int partition,
      long incarnation,
      long offset,
      Instant appendedAt,
      byte @Nullable [] raw,
      String why,
      @Nullable Trail trail,
      Instant now) {
    String id = placeId(partition, offset);
    boolean rawCut = raw != null && raw.length > RAW_MAX;
    String kept =
        raw == null
            ? null
            : Base64.getEncoder()
                .encodeToString(rawCut ? java.util.Arrays.copyOf(raw, RAW_MAX) : raw);
    DeadLetter letter =
        new DeadLetter(
            DeadLetter.SCHEMA_VERSION,
            id,
            0,
            DeadLetterReason.POISON,
            cut(why),
            null,
            kept,
            rawCut,
            0,
            origin(partition, offset, appendedAt),
            now,
            worker);
    Outcome outcome =
        new Outcome(
            Outcome.SCHEMA_VERSION,
            id,
            0,
            null,
            null,
            OutcomeKind.DEAD_LETTERED,
            cut("POISON: " + why),
            null,
            null,
            null,
            null,
            0,
            now,
            worker,
            partition,
            offset);
    return new Decided(
        partition,
        incarnation,
        offset,
        appendedAt,
        new Decided.Ending.Buried(outcome, letter),
        trail == null ? null : trail.own().traceparent(),
        trail);
  }

  /**
   * The smallest ending that a record can have, for one whose own ending could not be written
   * twice: a dead letter with the id, the place and the reason alone. The request itself still lies
   * where {@code origin} says.
   */
  public Decided minimal(Decided culprit, String why, Instant now) {
    Outcome was = culprit.outcome();
    Trail trail = culprit.trail();
    String id = was == null ? placeId(culprit.partition(), culprit.offset()) : was.id();
    int pass = was == null ? 0 : was.pass();
    Outcome outcome =
        new Outcome(
            Outcome.SCHEMA_VERSION,
            id,
            pass,
            null,
            null,
            OutcomeKind.DEAD_LETTERED,
            cut("its own ending could not be written: " + why),
            null,
            null,
            null,
            null,
            0,
            now,
            worker,
            culprit.partition(),
            culprit.offset());
    DeadLetter letter =
        new DeadLetter(
            DeadLetter.SCHEMA_VERSION,
            id,
            pass,
            DeadLetterReason.EXHAUSTED,
            cut("its own ending could not be written: " + why),
            null,
            null,
            true,
            0,
            origin(culprit.partition(), culprit.offset(), culprit.appendedAt()),
            now,
            worker);
    return new Decided(
        culprit.partition(),
        culprit.incarnation(),
        culprit.offset(),
        culprit.appendedAt(),
        new Decided.Ending.Buried(outcome, letter),
        trail == null ? null : trail.own().traceparent(),
        trail);
  }

  private Decided settled(Waiting waiting, Outcome outcome) {
    return new Decided(
        waiting.partition(),
        waiting.incarnation(),
        waiting.offset(),
        waiting.appendedAt(),
        new Decided.Ending.Settled(outcome),
        waiting.traceparent(),
        waiting.trail());
  }

  private Outcome outcome(
      Waiting waiting,
      OutcomeKind kind,
      @Nullable String reason,
      @Nullable String words,
      @Nullable String voice,
      @Nullable Audio audio,
      int attempts,
      Instant now) {
    AnnouncementRequest request = waiting.request();
    return new Outcome(
        Outcome.SCHEMA_VERSION,
        request.id(),
        request.pass(),
        request.station(),
        request.kind(),
        kind,
        reason == null ? null : cut(reason),
        words,
        voice,
        audio,
        request.airBy(),
        attempts,
        now,
        worker,
        waiting.partition(),
        waiting.offset());
  }

  /**
   * The id of a record that has none of its own: its place, after a sign with which no request's id
   * may begin, so that nobody else's can be the same.
   */
  private static String placeId(int partition, long offset) {
    return "_" + TopicCatalogue.REQUESTS + "-" + partition + "-" + offset;
  }

  private static DeadLetter.Origin origin(int partition, long offset, Instant timestamp) {
    return new DeadLetter.Origin(TopicCatalogue.REQUESTS, partition, offset, timestamp);
  }

  private static String cut(String text) {
    return text.length() <= DETAIL_MAX ? text : text.substring(0, DETAIL_MAX - 1) + "…";
  }
}
