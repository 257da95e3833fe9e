package fm.raido.agent.watch;

import fm.raido.agent.publish.Pulse;
import fm.raido.protection.pressure.Signal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Says which looks are shown: one every so often, and each that changes a level. */
final class Pace {
  private final long everyNanos;
  private @Nullable Pulse shown;
  private long dueNanos;

  Pace(Duration every) {
    everyNanos = every.toNanos();
  }

  /** Whether that look is to be shown; it counts as shown then. */
  boolean isDue(Pulse pulse) {
    Pulse before = shown;
    if (before != null && pulse.nanos() - dueNanos < 0 && !isChange(before, pulse)) {
      return false;
    }
    // On a grid, so that a look that comes a little late does not shift all that follow.
    dueNanos =
        before == null || pulse.nanos() - dueNanos >= everyNanos
            ? pulse.nanos() + everyNanos
            : pulse.nanos() - dueNanos < 0 ? dueNanos : dueNanos + everyNanos;
    shown = pulse;
    return true;
  }

  private static boolean isChange(Pulse before, Pulse now) {
    if (before.state().level() != now.state().level() || !before.refused().equals(now.refused())) {
      return true;
    }
    for (Signal signal : Signal.values()) {
      if (before.state().signal(signal).level() != now.state().signal(signal).level()) {
        return true;
      }
    }
    return false;
  }
}
