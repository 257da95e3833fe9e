package fm.raido.controlroom.letters;

import fm.raido.protection.replay.Candidate;
import fm.raido.schemas.announcement.AnnouncementRequest;
import fm.raido.schemas.announcement.PassKey;
import fm.raido.schemas.letter.DeadLetter;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One outstanding dead letter. */
public sealed interface Letter {

  /** Where it lies. */
  Place place();

  /** Its name for operators, {@code id/pass}; a foreign one is called by its place. */
  PassKey key();

  /** Why it is here: a reason of Raido's own, or {@code FOREIGN}, or {@code UNREADABLE}. */
  String reason();

  /** Why, in words. */
  String detail();

  /** When it failed; the record's own time where it does not say. */
  Instant failedAt();

  /** The request in it, or null where none can be read. */
  @Nullable AnnouncementRequest request();

  /** Where the failed record lies, or null where the letter does not say. */
  DeadLetter.@Nullable Origin origin();

  /** What the policy has to know. */
  Candidate candidate();

  /** How often it was replayed already. */
  default int replays() {
    return candidate().replays();
  }

  /** What it is known by in the table, and what its tombstone is keyed by. */
  String identity();

  /** The station that its request is for, where one can be read. */
  default Optional<String> station() {
    return Optional.ofNullable(request()).map(AnnouncementRequest::station);
  }

  /**
   * One that a worker wrote.
   *
   * @param letter without the bytes of what could not be read
   * @param request the one that the letter holds, or what its raw bytes say now
   * @param unreadable why there is none, in words
   * @param traceparent the request's trace, or null
   */
  record OfWorker(
      Place place,
      DeadLetter letter,
      @Nullable AnnouncementRequest request,
      String unreadable,
      @Nullable String traceparent)
      implements Letter {
    @Override
    public PassKey key() {
      return letter.passKey();
    }

    @Override
    public String reason() {
      return letter.reason().name();
    }

    @Override
    public String detail() {
      return letter.detail();
    }

    @Override
    public Instant failedAt() {
      return letter.failedAt();
    }

    @Override
    public DeadLetter.Origin origin() {
      return letter.origin();
    }

    @Override
    public Candidate candidate() {
      // The bytes of poison may hold a request of any pass: the count never falls.
      int inside = request == null ? 0 : request.pass();
      return new Candidate(
          letter.origin().topic(), request, unreadable, Math.max(letter.pass(), inside));
    }

    @Override
    public String identity() {
      return letter.passKey().toString();
    }
  }

  /**
   * One that another program wrote.
   *
   * @param convention whose headers it has
   * @param origin where its record came from
   * @param detail the exception, as the headers tell it
   * @param request the request in it, where it is one
   * @param unreadable why there is none, in words
   */
  record Foreign(
      Place place,
      Convention convention,
      DeadLetter.Origin origin,
      String detail,
      Instant failedAt,
      int replays,
      @Nullable AnnouncementRequest request,
      String unreadable,
      RawRecord raw)
      implements Letter {
    @Override
    public PassKey key() {
      return PassKey.parse(place.asKey());
    }

    @Override
    public String reason() {
      return FOREIGN;
    }

    @Override
    public Candidate candidate() {
      int inside = request == null ? 0 : request.pass();
      return new Candidate(origin.topic(), request, unreadable, Math.max(replays, inside));
    }

    @Override
    public int replays() {
      return candidate().replays();
    }

    @Override
    public String identity() {
      return place.asKey();
    }
  }

  /**
   * Rubbish: neither Raido's nor with headers that say where it came from.
   *
   * @param identity the record's key, where it has one
   */
  record Unreadable(Place place, String identity, Instant failedAt) implements Letter {
    @Override
    public PassKey key() {
      return PassKey.parse(place.asKey());
    }

    @Override
    public String reason() {
      return UNREADABLE;
    }

    @Override
    public String detail() {
      return "neither a letter of Raido's nor one with the headers of spring-kafka or Kafka Connect";
    }

    @Override
    public @Nullable AnnouncementRequest request() {
      return null;
    }

    @Override
    public DeadLetter.@Nullable Origin origin() {
      return null;
    }

    @Override
    public Candidate candidate() {
      return new Candidate(null, null, detail(), 0);
    }
  }

  /** The reason of letters that other programs wrote. */
  String FOREIGN = "FOREIGN";

  /** The reason of records that nobody can read. */
  String UNREADABLE = "UNREADABLE";

  /** Whose headers tell of a foreign letter. */
  enum Convention {
    SPRING_KAFKA,
    KAFKA_CONNECT
  }
}
