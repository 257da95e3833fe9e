package fm.raido.protection.replay;

import fm.raido.schemas.announcement.PassKey;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * How many replayed requests a partition may still take, so that fresh ones always find room behind
 * them. For one thread.
 */
public final class AheadRoom {
  private final int limit;
  private final Map<Integer, Map<PassKey, Long>> unsettled = new HashMap<>();
  private final Map<Integer, Set<PassKey>> settledEarly = new HashMap<>();

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
    Set<PassKey> early = settledEarly.get(partition);
    if (early == null || !early.remove(request)) {
      unsettled.computeIfAbsent(partition, p -> new HashMap<>()).put(request, offset);
    }
  }

  /** An outcome was seen: of whatever request, replayed by whomever. */
  public void settled(int partition, PassKey request) {
    Map<PassKey, Long> here = unsettled.get(partition);
    if (isLimited() && (here == null || here.remove(request) == null)) {
      // The outcome may be seen before the commit of the replay has returned.
      if (request.pass() > 0) {
        settledEarly.computeIfAbsent(partition, p -> new HashSet<>()).add(request);
      }
    }
  }

  /** The workers have settled all below that offset, duplicates without an outcome too. */
  public void settledBelow(int partition, long offset) {
    Map<PassKey, Long> here = unsettled.get(partition);
    if (here != null) {
      here.values().removeIf(at -> at < offset);
    }
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
