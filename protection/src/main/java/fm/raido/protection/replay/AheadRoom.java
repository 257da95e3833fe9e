package fm.raido.protection.replay;

import fm.raido.schemas.announcement.PassKey;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How many replayed requests a partition may still take, so that fresh ones always find room behind
 * them. For one thread.
 */
public final class AheadRoom {
  private final int limit;
  private final Map<Integer, Map<PassKey, Long>> unsettled = new HashMap<>();
  private final Map<Integer, Map<PassKey, Long>> settledEarly = new HashMap<>();

  /**
   * @param limit most replayed requests of a partition that are not settled; 0 for no limit
   */
  public AheadRoom(int limit) {
    if (limit < 0) {
      throw new IllegalArgumentException("ahead is " + limit + ": must be at least 0");
    }
    this.limit = limit;
  }

  /** Whether anything is counted at all. */
  public boolean isLimited() {
    return limit > 0;
  }

  /** A replayed request lies in that partition now, at that offset. */
  public void moved(int partition, PassKey request, long offset) {
    if (!isLimited()) {
      return;
    }
    Map<PassKey, Long> early = settledEarly.get(partition);
    if (early == null || early.remove(request) == null) {
      unsettled.computeIfAbsent(partition, p -> new HashMap<>()).put(request, offset);
    }
  }

  /**
   * An outcome was seen: of whatever request, replayed by whomever.
   *
   * @param requestOffset where its request lies
   */
  public void settled(int partition, PassKey request, long requestOffset) {
    Map<PassKey, Long> here = unsettled.get(partition);
    if (isLimited() && (here == null || here.remove(request) == null)) {
      // The outcome may be seen before the commit of the replay has returned.
      if (request.pass() > 0) {
        settledEarly.computeIfAbsent(partition, p -> new HashMap<>()).put(request, requestOffset);
      }
    }
  }

  /**
   * The workers have settled all below that offset, duplicates without an outcome too. Outcomes
   * that were seen early are remembered no longer than until then: a request that lies below is
   * counted until the next call at most.
   */
  public void settledBelow(int partition, long offset) {
    dropBelow(unsettled.get(partition), offset);
    dropBelow(settledEarly.get(partition), offset);
  }

  private static void dropBelow(@Nullable Map<PassKey, Long> requests, long offset) {
    if (requests != null) {
      requests.values().removeIf(at -> at < offset);
    }
  }

  /** How many outcomes are remembered of requests of which nobody has told yet. */
  int seenEarly(int partition) {
    return settledEarly.getOrDefault(partition, Map.of()).size();
  }

  /** How many more that partition may take. */
  public int room(int partition) {
    return isLimited() ? Math.max(0, limit - unsettled(partition)) : Integer.MAX_VALUE;
  }

  /** How many of that partition are not settled, as far as is known. */
  public int unsettled(int partition) {
    return unsettled.getOrDefault(partition, Map.of()).size();
  }
}
