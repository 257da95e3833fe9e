package fm.raido.schemas.connection;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.jspecify.annotations.Nullable;

/**
 * What the brokers do not let somebody do: a wrong name or password, a certificate that one side
 * does not trust, a right that is missing. It lasts until a person does something, so it is said
 * once a minute, and asked again more rarely than a broker that is away. Safe for use by any
 * thread.
 */
public final class Refusals {
  /** So long after a refusal it is tried again; each try costs both sides a handshake. */
  public static final Duration PAUSE = Duration.ofSeconds(5);

  private static final long SAY_AGAIN_NANOS = Duration.ofMinutes(1).toNanos();

  /** There are as many as topics, groups and ways to be refused: a handful. */
  private static final int KEPT = 100;

  private final Map<String, Long> said = new HashMap<>();

  /** Whether a failure is, or was caused by, a refusal. */
  public static boolean isOne(Throwable failure) {
    return refusal(failure) != null;
  }

  /**
   * Whether the log should hear of a failure: of every one but a refusal that it heard of within
   * the last minute.
   *
   * @param nowNanos as of {@link System#nanoTime}
   */
  public synchronized boolean isNews(Throwable failure, long nowNanos) {
    Throwable refusal = refusal(failure);
    if (refusal == null) {
      return true;
    }
    String words = refusal.toString();
    Long before = said.get(words);
    if (before != null && nowNanos - before < SAY_AGAIN_NANOS) {
      return false;
    }
    if (said.size() >= KEPT) {
      said.clear();
    }
    said.put(words, nowNanos);
    return true;
  }

  private static @Nullable Throwable refusal(Throwable failure) {
    for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof AuthenticationException || cause instanceof AuthorizationException) {
        return cause;
      }
    }
    return null;
  }
}
