package fm.raido.testkit.promise;

import fm.raido.schemas.announcement.PassKey;
import fm.raido.schemas.announcement.RequestReading;
import fm.raido.schemas.letter.DeadLetter;
import fm.raido.schemas.letter.DeadLetterReason;
import fm.raido.testkit.promise.Observed.Request;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** L8: what was acknowledged is in the topic, and what cannot be read has a letter that says so. */
public final class NothingLost implements Promise {
  @Override
  public Law law() {
    return Law.L8;
  }

  @Override
  public Verdict judge(Observed seen) {
    Breaches breaches = new Breaches();
    Map<PassKey, DeadLetter> letters = new HashMap<>();
    seen.letters().forEach(letter -> letters.put(letter.key(), letter.letter()));
    Set<PassKey> discarded = new HashSet<>();
    seen.departures().forEach(departure -> discarded.add(departure.key()));
    Set<String> there = new HashSet<>();
    long poison = 0;
    for (Request request : seen.requests()) {
      there.add(request.key().id());
      if (request.reading() instanceof RequestReading.Invalid) {
        poison++;
        DeadLetter letter = letters.get(request.key());
        boolean isGone = letter == null && discarded.contains(request.key());
        if (isGone) {
          continue;
        }
        if (letter == null || letter.reason() != DeadLetterReason.POISON || letter.raw() == null) {
          breaches.add("rubbish without its letter: " + request + ", " + letter);
        }
      }
    }
    long lost = 0;
    for (String id : seen.acknowledged()) {
      if (!there.contains(id)) {
        lost++;
        breaches.add("acknowledged and not there: " + id);
      }
    }
    Map<String, Long> figures = new LinkedHashMap<>();
    figures.put("acknowledged", (long) seen.acknowledged().size());
    figures.put("of them lost", lost);
    figures.put("rubbish, each with its letter", poison);
    return new Verdict(Law.L8, !seen.acknowledged().isEmpty(), breaches.list(), figures);
  }
}
