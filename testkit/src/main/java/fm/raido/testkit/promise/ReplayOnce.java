package fm.raido.testkit.promise;

import fm.raido.schemas.announcement.PassKey;
import fm.raido.testkit.promise.Observed.Departure;
import fm.raido.testkit.promise.Observed.Request;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * L9: a dead letter that was replayed lies in the request topic exactly once, with its id, in its
 * next pass and in its own partition, and is no dead letter any more; one that is outstanding or
 * was discarded does not lie there.
 */
public final class ReplayOnce implements Promise {
  @Override
  public Law law() {
    return Law.L9;
  }

  @Override
  public Verdict judge(Observed seen) {
    Breaches breaches = new Breaches();
    Map<PassKey, List<Request>> replays = new HashMap<>();
    for (Request request : seen.requests()) {
      if (request.key().pass() > 0) {
        replays.computeIfAbsent(request.key(), key -> new ArrayList<>()).add(request);
      }
    }
    Map<PassKey, Departure> departed = new LinkedHashMap<>();
    long discarded = 0;
    long twice = 0;
    for (Departure departure : seen.departures()) {
      if (departed.put(departure.key(), departure) != null) {
        twice++;
        breaches.add("a letter left twice: " + departure);
      }
      PassKey next = departure.replayedAs();
      if (next == null) {
        discarded++;
        continue;
      }
      List<Request> moved = replays.getOrDefault(next, List.of());
      if (moved.size() != 1) {
        twice += Math.max(0, moved.size() - 1);
        breaches.add(
            "replayed once and in the topic " + moved.size() + " times: " + departure + moved);
      }
      how(departure, next, moved).forEach(breaches::add);
    }
    seen.letters().stream()
        .filter(letter -> departed.containsKey(letter.key()))
        .forEach(letter -> breaches.add("replayed or discarded and still there: " + letter.key()));
    nobodys(departed, replays, breaches);
    Map<String, Long> figures = new LinkedHashMap<>();
    figures.put("letters replayed", departed.size() - discarded);
    figures.put("discarded", discarded);
    figures.put("moved twice", twice);
    return new Verdict(Law.L9, !departed.isEmpty(), breaches.list(), figures);
  }

  private static List<String> how(Departure departure, PassKey next, List<Request> moved) {
    List<String> breaches = new ArrayList<>();
    boolean isPoison = departure.key().id().startsWith("_");
    if (!isPoison && !next.id().equals(departure.key().id())) {
      breaches.add("it lost its id: " + departure);
    }
    if (next.pass() <= departure.key().pass()) {
      breaches.add("its pass did not grow: " + departure);
    }
    for (Request request : moved) {
      if (request.partition() != departure.partition()) {
        breaches.add("it went to another partition: " + departure + ", " + request);
      }
    }
    return breaches;
  }

  /** Where letters are moved at all, nothing else makes a later pass. */
  private static void nobodys(
      Map<PassKey, Departure> departed, Map<PassKey, List<Request>> replays, Breaches breaches) {
    if (departed.isEmpty()) {
      return;
    }
    Set<PassKey> told = new HashSet<>();
    departed
        .values()
        .forEach(departure -> {
          PassKey next = departure.replayedAs();
          if (next != null) {
            told.add(next);
          }
        });
    for (PassKey replay : replays.keySet()) {
      if (!told.contains(replay)) {
        breaches.add("a later pass for which no letter left: " + replay);
      }
    }
  }
}
