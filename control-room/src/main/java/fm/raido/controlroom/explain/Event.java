package fm.raido.controlroom.explain;

import fm.raido.protection.fold.Verdict;
import fm.raido.schemas.announcement.AnnouncementRequest;
import fm.raido.schemas.announcement.Outcome;
import fm.raido.schemas.letter.DeadLetter;
import fm.raido.schemas.protection.ProtectionRecord.CallEnded;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One thing that happened to a request: a record that speaks of it. */
sealed interface Event {

  /** When, by the record's own timestamp. */
  Instant at();

  /** Where the record lies. */
  Place place();

  /** In which pass. */
  int pass();

  /**
   * It was asked for; a second record of one pass is a repeat.
   *
   * @param source who published it, or replayed it, or null where the record does not say
   * @param changed the values before an operator's corrections, as JSON, or null
   * @param standing how far the workers' group is with it
   */
  record Requested(
      Instant at,
      Place place,
      AnnouncementRequest request,
      @Nullable String source,
      @Nullable String changed,
      Standing standing)
      implements Event {
    @Override
    public int pass() {
      return request.pass();
    }
  }

  /** A record that is no request. */
  record Unreadable(Instant at, Place place, int bytes, String why, Standing standing)
      implements Event {
    @Override
    public int pass() {
      return 0;
    }
  }

  /** A worker asked to call, and the log answered by its place. */
  record Asked(Instant at, Place place, int pass, String callId, String worker, Verdict verdict)
      implements Event {}

  /**
   * A call came to its end.
   *
   * @param skipped why every worker passes over this record, or null where it counts
   */
  record Ended(Instant at, Place place, int pass, CallEnded end, @Nullable String skipped)
      implements Event {}

  /** The slot of a call that had timed out is free. */
  record Freed(Instant at, Place place, int pass, String callId) implements Event {}

  /** A pass has its outcome. */
  record Settled(Instant at, Place place, Outcome outcome) implements Event {
    @Override
    public int pass() {
      return outcome.pass();
    }
  }

  /** A dead letter was written. */
  record Buried(Instant at, Place place, DeadLetter letter) implements Event {
    @Override
    public int pass() {
      return letter.pass();
    }
  }

  /**
   * A dead letter is no longer outstanding: it was replayed or discarded.
   *
   * @param action {@code replayed} or {@code discarded}, or null where the record does not say
   * @param who who did it, or null where the record does not say
   */
  record Withdrawn(Instant at, Place place, int pass, @Nullable String action, @Nullable String who)
      implements Event {}
}
