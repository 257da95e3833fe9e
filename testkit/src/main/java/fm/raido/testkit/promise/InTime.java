package fm.raido.testkit.promise;

import fm.raido.schemas.announcement.Outcome;
import fm.raido.schemas.announcement.OutcomeKind;
import fm.raido.schemas.announcement.PassKey;
import fm.raido.schemas.announcement.RequestReading;
import fm.raido.testkit.promise.Observed.Request;
import fm.raido.testkit.promise.Observed.Settled;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** L6: nothing is heard that was decided after its deadline, which its outcome carries on. */
public final class InTime implements Promise {
  /** Who comes so long before its deadline should be served, whatever is killed meanwhile. */
  private static final Duration AMPLE = Duration.ofSeconds(60);

  @Override
  public Law law() {
    return Law.L6;
  }

  @Override
  public Verdict judge(Observed seen) {
    Breaches breaches = new Breaches();
    Map<PassKey, Request> requests = new HashMap<>();
    seen.requests().forEach(request -> requests.putIfAbsent(request.key(), request));
    long deadlines = 0;
    long served = 0;
    long tooLateToAir = 0;
    long expired = 0;
    long expiredEarly = 0;
    for (Settled settled : seen.outcomes()) {
      Outcome outcome = settled.outcome();
      Request request = requests.get(outcome.passKey());
      Instant airBy = request == null ? null : deadline(request);
      if (!Objects.equals(airBy, outcome.airBy())) {
        breaches.add("the outcome tells another deadline than " + airBy + ": " + outcome);
      }
      if (request == null || airBy == null) {
        continue;
      }
      deadlines++;
      switch (outcome.outcome()) {
        case SPOKEN, FALLBACK -> {
          if (!outcome.decidedAt().isBefore(airBy)) {
            breaches.add(outcome.outcome() + " after its deadline: " + outcome);
          }
          if (settled.appendedAt().isBefore(airBy)) {
            served++;
          } else {
            tooLateToAir++;
          }
        }
        case EXPIRED -> {
          expired++;
          expiredEarly += request.appendedAt().plus(AMPLE).isBefore(airBy) ? 1 : 0;
        }
        case DEAD_LETTERED -> {}
      }
    }
    Map<String, Long> figures = new LinkedHashMap<>();
    figures.put("with a deadline", deadlines);
    figures.put("served in time", served);
    figures.put("in time, but its record came too late to be aired", tooLateToAir);
    figures.put("expired", expired);
    figures.put("of them come over 60 s before", expiredEarly);
    figures.put(
        "by templates",
        seen.outcomes().stream()
            .filter(it -> it.outcome().outcome() == OutcomeKind.FALLBACK)
            .count());
    return new Verdict(Law.L6, deadlines > 0, breaches.list(), figures);
  }

  private static @Nullable Instant deadline(Request request) {
    return request.reading() instanceof RequestReading.Valid valid ? valid.request().airBy() : null;
  }
}
