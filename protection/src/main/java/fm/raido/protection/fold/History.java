package fm.raido.protection.fold;

import fm.raido.schemas.protection.CallResult;
import fm.raido.schemas.protection.ProtectionRecord.WorkerSaid;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What grants nothing and forbids nothing: how calls went, and what workers said of themselves. */
final class History {
  /** Taken as usual before any call has spoken. */
  static final Duration FIRST_GUESS = Duration.ofSeconds(2);

  private static final int KEPT = 20;

  private final Deque<EndedCall> recent = new ArrayDeque<>();
  private final Deque<EndedCall> spoken = new ArrayDeque<>();

  /** Found out when it is asked for; null after a change. */
  private @Nullable Duration median = FIRST_GUESS;

  /** In the order of the times. */
  private final Map<String, Instant> successes = new LinkedHashMap<>();

  private final Map<String, LastWord> words = new LinkedHashMap<>();

  void ended(EndedCall call) {
    keep(recent, call);
    if (call.result().isHostSuccess()) {
      successes.remove(call.worker());
      successes.put(call.worker(), call.at());
    }
    // A probe's text is short: it says nothing about a usual call.
    if (call.result() == CallResult.SPOKEN && call.request().isPresent()) {
      keep(spoken, call);
      median = null;
    }
  }

  void said(WorkerSaid said, Instant now) {
    words.remove(said.worker());
    words.put(said.worker(), new LastWord(said, now));
  }

  Duration medianSpoken() {
    Duration found = median;
    if (found == null) {
      found = median();
      median = found;
    }
    return found;
  }

  Optional<Instant> lastSuccessOfOthers(String worker) {
    return successes.entrySet().stream()
        .filter(success -> !success.getKey().equals(worker))
        .map(Map.Entry::getValue)
        .max(Comparator.naturalOrder());
  }

  /** Newest first. */
  List<EndedCall> recentCalls() {
    return List.copyOf(recent.reversed());
  }

  List<LastWord> workers() {
    return List.copyOf(words.values());
  }

  void forget(Instant now) {
    forget(recent, EndedCall::at, now);
    forget(successes.values(), at -> at, now);
    forget(words.values(), LastWord::at, now);
    if (forget(spoken, EndedCall::at, now)) {
      median = null;
    }
  }

  private Duration median() {
    List<Duration> sorted = spoken.stream().map(EndedCall::took).sorted().toList();
    return sorted.isEmpty() ? FIRST_GUESS : sorted.get(sorted.size() / 2);
  }

  private static void keep(Deque<EndedCall> calls, EndedCall call) {
    calls.add(call);
    if (calls.size() > KEPT) {
      calls.remove();
    }
  }

  private static <T> boolean forget(
      Iterable<T> oldestFirst, Function<? super T, Instant> at, Instant now) {
    boolean any = false;
    Iterator<T> oldest = oldestFirst.iterator();
    while (oldest.hasNext() && Horizon.isForgotten(at.apply(oldest.next()), now)) {
      oldest.remove();
      any = true;
    }
    return any;
  }
}
