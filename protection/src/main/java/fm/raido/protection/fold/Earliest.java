package fm.raido.protection.fold;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the earliest of many times that lies after a given one. For one question, on one thread.
 */
public final class Earliest {
  private final Instant after;
  private @Nullable Instant found;

  private Earliest(Instant after) {
    this.after = after;
  }

  /** Times up to and including that one do not count. */
  public static Earliest after(Instant now) {
    return new Earliest(now);
  }

  /** Takes that time into account. */
  public void look(Instant at) {
    if (at.isAfter(after) && (found == null || at.isBefore(found))) {
      found = at;
    }
  }

  /** The same, where there is one. */
  public void look(Optional<Instant> at) {
    if (at.isPresent()) {
      look(at.get());
    }
  }

  /** Empty where none was after the given time. */
  public Optional<Instant> found() {
    return Optional.ofNullable(found);
  }
}
