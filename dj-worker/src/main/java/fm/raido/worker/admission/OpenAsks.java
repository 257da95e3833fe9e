package fm.raido.worker.admission;

import fm.raido.worker.window.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * This worker's asks that were appended and not read back yet, oldest first. For the event loop
 * alone.
 */
public final class OpenAsks {
  /**
   * A grant may be used for so long from before its ask was sent; and an ask unread for so long
   * means trouble.
   */
  public static final Duration USABLE = fm.raido.schemas.protection.FoldSettings.GRANT_USABLE;

  private final Map<String, OpenAsk> open = new LinkedHashMap<>();
  private final Stopwatch stopwatch;

  /**
   * One ask.
   *
   * @param waiting the request, or null for a probe
   * @param own whether it is a probe of this worker's own road
   * @param at just before it was sent
   * @param overdue whether it was given up already: a late grant is given back
   */
  public record OpenAsk(
      String callId,
      @Nullable Waiting waiting,
      boolean own,
      Stopwatch.Moment at,
      boolean overdue) {}

  public OpenAsks(Stopwatch stopwatch) {
    this.stopwatch = stopwatch;
  }

  public void add(String callId, @Nullable Waiting waiting, boolean own) {
    open.put(callId, new OpenAsk(callId, waiting, own, stopwatch.moment(), false));
  }

  /** The ask was read back; null where it is none of this worker's. */
  public @Nullable OpenAsk readBack(String callId) {
    return open.remove(callId);
  }

  /** Asks that may still lead to a call. */
  public int hopeful() {
    int hopeful = 0;
    for (OpenAsk ask : open.values()) {
      hopeful += ask.overdue() ? 0 : 1;
    }
    return hopeful;
  }

  /** Whether one of them may lead to a call for a request of which that holds. */
  public boolean anyHopeful(Predicate<Waiting> which) {
    return open.values().stream()
        .anyMatch(ask -> !ask.overdue() && ask.waiting() != null && which.test(ask.waiting()));
  }

  public boolean hasProbe() {
    return open.values().stream().anyMatch(ask -> ask.waiting() == null && !ask.overdue());
  }

  /**
   * Gives up the asks that were not read back in time, and returns those that it gave up just now.
   */
  public List<OpenAsk> giveUpOverdue() {
    if (open.isEmpty()) {
      return List.of();
    }
    List<OpenAsk> overdue = new ArrayList<>();
    for (OpenAsk ask : open.values()) {
      if (!ask.overdue() && isStale(ask)) {
        overdue.add(ask);
      }
    }
    for (OpenAsk ask : overdue) {
      open.put(ask.callId(), new OpenAsk(ask.callId(), ask.waiting(), ask.own(), ask.at(), true));
    }
    return overdue;
  }

  /** Whether a grant for it comes too late to be used. */
  public boolean isStale(OpenAsk ask) {
    return ask.overdue() || stopwatch.since(ask.at()).compareTo(USABLE) > 0;
  }
}
