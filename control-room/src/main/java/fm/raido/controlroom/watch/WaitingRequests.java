package fm.raido.controlroom.watch;

import fm.raido.schemas.settlement.CommitMark;
import java.time.Instant;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The requests of one partition that have no outcome. The oldest of them are held, up to a bound;
 * those behind are counted by their offsets only. An outcome settles its request at once; what has
 * none (a duplicate) goes with the next commit of the group. For one thread at a time.
 */
final class WaitingRequests {
  /** Append times that are remembered after a settlement, for the outcome that tells of it. */
  private static final int SETTLED_KEPT = 500;

  /** A request that was looked at. */
  record Held(Instant appendedAt, @Nullable Instant airBy) {}

  private final int most;
  private final TreeMap<Long, Held> held = new TreeMap<>();
  private final Map<Long, Instant> settledLately = bounded();
  private final Set<Long> settledAhead = new HashSet<>();
  private @Nullable CommitMark mark;
  private long begin;
  private long position = -1;

  /** Where reading stood at the last look at the group; the next one asks for the end after it. */
  private long positionAtMark = -1;

  private long end;
  private boolean outdated;

  /**
   * @param most requests that are held
   */
  WaitingRequests(int most) {
    this.most = most;
  }

  private static Map<Long, Instant> bounded() {
    return new LinkedHashMap<>() {
      @Override
      protected boolean removeEldestEntry(Map.Entry<Long, Instant> eldest) {
        return size() > SETTLED_KEPT;
      }
    };
  }

  /** A request was read; they come in the order of their offsets. */
  void read(long offset, Instant appendedAt, @Nullable Instant airBy) {
    readTo(offset + 1);
    if (settledAhead.remove(offset) || (mark != null && mark.isSettled(offset))) {
      settledLately.put(offset, appendedAt);
    } else {
      held.put(offset, new Held(appendedAt, airBy));
    }
  }

  /** Nothing more is to be read below that offset. */
  void readTo(long next) {
    position = Math.max(position, next);
    end = Math.max(end, next);
    settledAhead.removeIf(offset -> offset < position - 1);
  }

  /**
   * Its outcome was read.
   *
   * @return when the request was appended, if that was seen
   */
  Optional<Instant> settled(long offset) {
    Held was = held.remove(offset);
    if (was != null) {
      return Optional.of(was.appendedAt());
    }
    if (offset >= position && settledAhead.size() < most) {
      settledAhead.add(offset);
    }
    return Optional.ofNullable(settledLately.get(offset));
  }

  /**
   * What the group has committed, and which offsets the partition has: asked for after the call
   * before this one.
   */
  void marked(@Nullable CommitMark committed, long beginning, long endNow) {
    outdated |= endNow < positionAtMark;
    positionAtMark = position;
    mark = committed;
    begin = beginning;
    end = Math.max(endNow, position);
    if (committed == null) {
      return;
    }
    Iterator<Map.Entry<Long, Held>> entries =
        held.headMap(Math.max(committed.end(), committed.offset())).entrySet().iterator();
    while (entries.hasNext()) {
      Map.Entry<Long, Held> entry = entries.next();
      if (committed.isSettled(entry.getKey())) {
        settledLately.put(entry.getKey(), entry.getValue().appendedAt());
        entries.remove();
      }
    }
  }

  /** The topic was made anew: these are the requests of another one. */
  void outdate() {
    outdated = true;
  }

  /** Whether the partition is not the one that was read: made anew, or cut below what was read. */
  boolean isOutdated() {
    return outdated;
  }

  /** Whether more was read than a partition with that end has. */
  boolean isBeyond(long endNow) {
    return position > endNow;
  }

  /**
   * Where reading has to go on; later than where it stands when that part was settled unread. A
   * commit from before a loss may lie beyond all that there is.
   */
  long next() {
    long settled = mark == null ? begin : mark.offset();
    return Math.max(Math.max(position, begin), Math.min(settled, end));
  }

  boolean isFull() {
    return held.size() >= most;
  }

  /** Whether reading may go on after it was full. */
  boolean hasRoom() {
    return held.size() <= most / 2;
  }

  long count() {
    return held.size() + unread();
  }

  /** Requests that were not looked at, a few of which may be settled or markers. */
  long unread() {
    long from = next();
    if (from >= end) {
      return 0;
    }
    if (mark == null || from >= mark.end()) {
      return end - from - settledAhead.size();
    }
    int open =
        mark.open()
            .get((int) (from - mark.offset()), (int) (mark.end() - mark.offset()))
            .cardinality();
    return Math.max(0, open + (end - mark.end()) - settledAhead.size());
  }

  Iterable<Held> held() {
    return held.values();
  }

  Optional<Instant> oldest() {
    return held.isEmpty()
        ? Optional.empty()
        : Optional.of(held.firstEntry().getValue().appendedAt());
  }

  @Nullable Long committed() {
    return mark == null ? null : mark.offset();
  }

  long end() {
    return end;
  }

  long lag() {
    return Math.max(0, end - (mark == null ? begin : mark.offset()));
  }
}
