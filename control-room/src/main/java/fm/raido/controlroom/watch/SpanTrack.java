package fm.raido.controlroom.watch;

import fm.raido.controlroom.room.Timeline.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** When something held, from looks at what holds; the last day of it, and no more than so many. */
final class SpanTrack {
  private static final Duration KEPT = Duration.ofHours(24);
  private static final int SPANS_MAX = 2_000;

  private record Key(String what, @Nullable String host) {}

  private final Map<Key, Span> open = new LinkedHashMap<>();
  private final Deque<Span> closed = new ArrayDeque<>();

  /**
   * What holds at that time; looks come in the order of time.
   *
   * @return whether something began or ended
   */
  boolean look(Instant at, List<Span> holding) {
    boolean changed = false;
    Map<Key, Span> now = new LinkedHashMap<>();
    for (Span span : holding) {
      now.put(new Key(span.what(), span.host()), span);
    }
    Iterator<Map.Entry<Key, Span>> left = open.entrySet().iterator();
    while (left.hasNext()) {
      Map.Entry<Key, Span> entry = left.next();
      if (!now.containsKey(entry.getKey())) {
        Span was = entry.getValue();
        close(new Span(was.what(), was.host(), was.from(), at, was.detail()), at);
        left.remove();
        changed = true;
      }
    }
    for (Map.Entry<Key, Span> entry : now.entrySet()) {
      changed |= open.putIfAbsent(entry.getKey(), entry.getValue()) == null;
    }
    return changed;
  }

  private void close(Span span, Instant at) {
    closed.addLast(span);
    Instant oldest = at.minus(KEPT);
    while (!closed.isEmpty()
        && (closed.size() > SPANS_MAX || endsBefore(closed.getFirst(), oldest))) {
      closed.removeFirst();
    }
  }

  /** Those that held after that time, in the order of their beginning. */
  List<Span> after(Instant from) {
    List<Span> found = new ArrayList<>();
    for (Span span : closed) {
      if (!endsBefore(span, from)) {
        found.add(span);
      }
    }
    found.addAll(open.values());
    found.sort(Comparator.comparing(Span::from));
    return found;
  }

  private static boolean endsBefore(Span span, Instant at) {
    Instant until = span.until();
    return until != null && !until.isAfter(at);
  }
}
