package fm.raido.testkit.promise;

import fm.raido.schemas.announcement.Outcome;
import fm.raido.schemas.announcement.OutcomeKind;
import fm.raido.schemas.announcement.PassKey;
import fm.raido.testkit.promise.Observed.Commit;
import fm.raido.testkit.promise.Observed.Letter;
import fm.raido.testkit.promise.Observed.Request;
import fm.raido.testkit.promise.Observed.Settled;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * L1: every request ends in exactly one outcome for each pass, in its own partition, and at every
 * committed settlement {@code records = outcomes + duplicates + waiting}.
 */
public final class OneOutcome implements Promise {
  @Override
  public Law law() {
    return Law.L1;
  }

  @Override
  public Verdict judge(Observed seen) {
    Breaches breaches = new Breaches();
    Map<PassKey, Request> requests = new LinkedHashMap<>();
    seen.requests().forEach(request -> requests.putIfAbsent(request.key(), request));
    Map<PassKey, List<Settled>> ends = new HashMap<>();
    seen.outcomes()
        .forEach(
            it -> ends.computeIfAbsent(it.outcome().passKey(), key -> new ArrayList<>()).add(it));
    long without = 0;
    long twice = 0;
    for (Map.Entry<PassKey, Request> request : requests.entrySet()) {
      List<Settled> its = ends.getOrDefault(request.getKey(), List.of());
      if (its.isEmpty()) {
        without++;
        breaches.add("no outcome for " + at(request.getValue()));
      } else if (its.size() > 1) {
        twice++;
        breaches.add("two outcomes for " + at(request.getValue()) + ": " + its);
      }
    }
    foreign(seen, requests, breaches);
    letters(seen, breaches);
    commits(seen, breaches);
    Map<String, Long> figures = new LinkedHashMap<>();
    figures.put("requests", (long) requests.size());
    figures.put("repeated records", (long) seen.requests().size() - requests.size());
    figures.put("with no outcome", without);
    figures.put("with two", twice);
    figures.put("settlements checked", (long) seen.commits().size());
    return new Verdict(Law.L1, !requests.isEmpty(), breaches.list(), figures);
  }

  private static String at(Request request) {
    return request.key() + " at " + request.partition() + ":" + request.offset();
  }

  /** Every outcome is that of the record it names, and lies beside it. */
  private static void foreign(Observed seen, Map<PassKey, Request> requests, Breaches breaches) {
    Map<String, PassKey> places = new HashMap<>();
    seen.requests().forEach(it -> places.put(it.partition() + ":" + it.offset(), it.key()));
    for (Settled settled : seen.outcomes()) {
      Outcome outcome = settled.outcome();
      String place = outcome.requestPartition() + ":" + outcome.requestOffset();
      if (!requests.containsKey(outcome.passKey())
          || !outcome.passKey().equals(places.get(place))
          || settled.partition() != outcome.requestPartition()) {
        breaches.add("an outcome that is nobody's: " + settled);
      }
    }
  }

  /** A letter and its outcome come together or not at all. */
  private static void letters(Observed seen, Breaches breaches) {
    Set<PassKey> letters = new HashSet<>();
    for (Letter letter : seen.letters()) {
      letters.add(letter.key());
    }
    // Those that were replayed or discarded since came with their outcomes, too.
    seen.departures().forEach(departure -> letters.add(departure.key()));
    Set<PassKey> buried = new HashSet<>();
    seen.outcomes().stream()
        .map(Settled::outcome)
        .filter(outcome -> outcome.outcome() == OutcomeKind.DEAD_LETTERED)
        .forEach(outcome -> buried.add(outcome.passKey()));
    if (!letters.equals(buried)) {
      Set<PassKey> missing = new HashSet<>(buried);
      missing.removeAll(letters);
      letters.removeAll(buried);
      breaches.add(
          "outcomes without a letter: " + missing + ", letters without an outcome: " + letters);
    }
  }

  private static void commits(Observed seen, Breaches breaches) {
    Map<Integer, Set<Long>> boundaries = boundaries(seen.outcomes());
    Map<Integer, List<Request>> records = new TreeMap<>();
    seen.requests()
        .forEach(it -> records.computeIfAbsent(it.partition(), p -> new ArrayList<>()).add(it));
    Map<Integer, Long> last = new HashMap<>();
    for (Commit commit : seen.commits()) {
      int partition = commit.partition();
      long settled = settled(records.getOrDefault(partition, List.of()), commit);
      if (settled != commit.records()) {
        breaches.add(
            "the commit %s counts %d records and marks %d"
                .formatted(commit, commit.records(), settled));
      }
      long outcomes = commit.records() - commit.duplicates();
      if (!boundaries.getOrDefault(partition, Set.of(0L)).contains(outcomes)) {
        breaches.add(
            "records = outcomes + duplicates does not hold at %s: %d outcomes were never what a reader saw"
                .formatted(commit, outcomes));
      }
      if (commit.records() < last.getOrDefault(partition, 0L)) {
        breaches.add("a commit took back what another had settled: " + commit);
      }
      last.put(partition, commit.records());
    }
  }

  /** Records that the commit says are settled; they are in the order of their offsets. */
  private static long settled(List<Request> records, Commit commit) {
    int below = firstFrom(records, commit.offset());
    int end = firstFrom(records, commit.end());
    return below
        + records.subList(below, Math.max(below, end)).stream()
            .filter(it -> commit.isSettled().test(it.offset()))
            .count();
  }

  private static int firstFrom(List<Request> records, long offset) {
    int low = 0;
    int high = records.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (records.get(middle).offset() < offset) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /**
   * How many outcomes a reader has seen at the ends of transactions: the marker that ends one takes
   * an offset of its own, so there is a gap behind it.
   */
  private static Map<Integer, Set<Long>> boundaries(List<Settled> outcomes) {
    Map<Integer, Set<Long>> boundaries = new HashMap<>();
    Map<Integer, Long> counts = new HashMap<>();
    Map<Integer, Long> offsets = new HashMap<>();
    for (Settled settled : outcomes) {
      int partition = settled.partition();
      Set<Long> here = boundaries.computeIfAbsent(partition, p -> new HashSet<>(Set.of(0L)));
      long before = counts.getOrDefault(partition, 0L);
      if (offsets.getOrDefault(partition, -2L) + 1 != settled.offset()) {
        here.add(before);
      }
      offsets.put(partition, settled.offset());
      counts.put(partition, before + 1);
    }
    counts.forEach((partition, count) ->
        boundaries.computeIfAbsent(partition, p -> new HashSet<>()).add(count));
    return boundaries;
  }
}
