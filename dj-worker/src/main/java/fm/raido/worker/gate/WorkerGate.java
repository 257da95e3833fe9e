package fm.raido.worker.gate;

import fm.raido.protection.gate.Closure;
import fm.raido.protection.gate.Gate;
import fm.raido.schemas.protection.GateCause;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All causes that hold for this worker. Causes are a set: one that ends leaves the others in force.
 * Transitions are logged in the words that operators search for: {@code CIRCUIT BREAKER}, {@code
 * SYSTEM PROTECTION}, {@code health}. For the event loop alone.
 */
public final class WorkerGate {
  private static final Logger LOG = LoggerFactory.getLogger(WorkerGate.class);

  private final Map<GateCause, Closure> own = new EnumMap<>(GateCause.class);
  private Gate current = Gate.OPEN;
  private Set<GateCause> logged = EnumSet.noneOf(GateCause.class);
  private boolean stateLogged;

  /**
   * A cause of this worker's own holds from here on; one that holds already keeps its beginning.
   */
  public void close(GateCause cause, Instant now, Optional<Instant> until, String detail) {
    if (cause.isShared()) {
      throw new IllegalArgumentException(cause + " comes from the log");
    }
    Closure before = own.get(cause);
    own.put(cause, new Closure(cause, before == null ? now : before.since(), until, detail));
  }

  /** A cause of this worker's own no longer holds. */
  public void open(GateCause cause) {
    own.remove(cause);
  }

  public boolean isOwn(GateCause cause) {
    return own.containsKey(cause);
  }

  /** The causes of this worker's own. */
  public Set<GateCause> ownCauses() {
    return own.isEmpty() ? Set.of() : EnumSet.copyOf(own.keySet());
  }

  /** Puts the causes together and logs what has changed. */
  public Gate refresh(Gate fromLog) {
    Gate next = fromLog.with(own.values());
    if (!stateLogged || !next.equals(current)) {
      current = next;
      logTransitions();
    }
    return current;
  }

  /** The causes as of the last refresh. */
  public Gate current() {
    return current;
  }

  private void logTransitions() {
    Set<GateCause> now = current.causes();
    if (stateLogged && now.equals(logged)) {
      return;
    }
    for (Closure closure : current.closures()) {
      if (!logged.contains(closure.cause())) {
        LOG.warn(
            "{}: closed by {}{}: {}",
            words(closure.cause()),
            closure.cause(),
            closure.until().map(until -> " until " + until).orElse(""),
            closure.detail());
      }
    }
    for (GateCause cause : logged) {
      if (!now.contains(cause)) {
        LOG.warn("{}: {} is over", words(cause), cause);
      }
    }
    if (now.isEmpty()) {
      LOG.warn("SYSTEM PROTECTION: gate open, health of the speech host gives no cause to wait");
    }
    stateLogged = true;
    logged = now;
  }

  private static String words(GateCause cause) {
    return switch (cause) {
      case BREAKER_OPEN, RETRY_AFTER, WORKER_CUT_OFF -> "CIRCUIT BREAKER";
      case HOST_PRESSURE, HOST_SILENT -> "SYSTEM PROTECTION (host health)";
      case OPERATOR, PROVIDER_DISABLED, LOG_UNREADABLE, LOG_UNREACHABLE, STORE_FAILED ->
          "SYSTEM PROTECTION";
    };
  }
}
