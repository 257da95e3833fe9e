package fm.raido.worker.window;

import fm.raido.protection.decision.HoldCause;
import fm.raido.schemas.announcement.PassKey;
import fm.raido.schemas.protection.GateCause;
import fm.raido.traces.TraceContext;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a request's trace will tell of it once it is settled; only those that are traced have one.
 * For the event loop alone.
 */
public final class Trail {
  private final @Nullable TraceContext parent;
  private final TraceContext own;
  private final Instant takenUpAt;
  private final @Nullable PassKey key;
  private final Set<String> waitedFor = new TreeSet<>();

  /**
   * @param parent what its record's header says; null where it says nothing
   * @param own what is written of it carries this, and its calls hang below it
   * @param takenUpAt when it was fetched, in log time
   * @param key null where it could not be read
   */
  public Trail(
      @Nullable TraceContext parent, TraceContext own, Instant takenUpAt, @Nullable PassKey key) {
    this.parent = parent;
    this.own = own;
    this.takenUpAt = takenUpAt;
    this.key = key;
  }

  public @Nullable TraceContext parent() {
    return parent;
  }

  public TraceContext own() {
    return own;
  }

  public Instant takenUpAt() {
    return takenUpAt;
  }

  public @Nullable PassKey key() {
    return key;
  }

  /** It was held; a closed gate is told by what closes it. */
  public void held(HoldCause cause, Set<GateCause> gate) {
    if (cause == HoldCause.GATE_CLOSED) {
      gate.forEach(closed -> waitedFor.add(word(closed)));
    } else {
      waitedFor.add(word(cause));
    }
  }

  /** All that it was held for, in the order of the alphabet. */
  public Set<String> waitedFor() {
    return waitedFor;
  }

  private static String word(Enum<?> cause) {
    return cause.name().toLowerCase(Locale.ROOT);
  }
}
