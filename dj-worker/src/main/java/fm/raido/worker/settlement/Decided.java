package fm.raido.worker.settlement;

import fm.raido.schemas.announcement.Outcome;
import fm.raido.schemas.letter.DeadLetter;
import fm.raido.worker.window.Trail;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A record whose end is decided and not yet committed.
 *
 * @param partition where it lies
 * @param incarnation the assignment in which it was decided
 * @param offset where it lies
 * @param appendedAt the broker's append time
 * @param ending how it ends
 * @param traceparent what its outcome and letter carry on of its trace, or null
 * @param trail what its trace will tell; null where it is not traced
 */
public record Decided(
    int partition,
    long incarnation,
    long offset,
    Instant appendedAt,
    Ending ending,
    @Nullable String traceparent,
    @Nullable Trail trail) {

  /** How a record ends. */
  public sealed interface Ending {

    /** With an outcome that is no dead letter. */
    record Settled(Outcome outcome) implements Ending {}

    /** With a dead letter and the outcome that says so. */
    record Buried(Outcome outcome, DeadLetter letter) implements Ending {}

    /** With nothing: its twin has the outcome. */
    record Skipped() implements Ending {}
  }

  public boolean isDuplicate() {
    return ending instanceof Ending.Skipped;
  }

  /** The outcome, or null for a duplicate. */
  public @Nullable Outcome outcome() {
    return switch (ending) {
      case Ending.Settled settled -> settled.outcome();
      case Ending.Buried buried -> buried.outcome();
      case Ending.Skipped skipped -> null;
    };
  }
}
