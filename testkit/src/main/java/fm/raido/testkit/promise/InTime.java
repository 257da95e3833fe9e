package fm.raido.testkit.promise;

import fm.raido.schemas.announcement.Outcome;
import fm.raido.schemas.announcement.OutcomeKind;
import fm.raido.testkit.promise.Observed.Settled;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** L6: nothing is heard that was decided after its deadline. */
public final class InTime implements Promise {
  @Override
  public Law law() {
    return Law.L6;
  }

  @Override
  public Verdict judge(Observed seen) {
    Breaches breaches = new Breaches();
    long deadlines = 0;
    long served = 0;
    long expired = 0;
    for (Settled settled : seen.outcomes()) {
      Outcome outcome = settled.outcome();
      Instant airBy = outcome.airBy();
      if (airBy == null) {
        continue;
      }
      deadlines++;
      switch (outcome.outcome()) {
        case SPOKEN, FALLBACK -> {
          served++;
          if (!outcome.decidedAt().isBefore(airBy)) {
            breaches.add(outcome.outcome() + " after its deadline: " + outcome);
          }
        }
        case EXPIRED -> expired++;
        case DEAD_LETTERED -> {}
      }
    }
    Map<String, Long> figures = new LinkedHashMap<>();
    figures.put("with a deadline", deadlines);
    figures.put("served in time", served);
    figures.put("expired", expired);
    figures.put(
        "by templates",
        seen.outcomes().stream()
            .filter(it -> it.outcome().outcome() == OutcomeKind.FALLBACK)
            .count());
    return new Verdict(Law.L6, breaches.list(), figures);
  }
}
