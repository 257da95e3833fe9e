package fm.raido.testkit.promise;

import fm.raido.schemas.announcement.PassKey;
import fm.raido.schemas.letter.DeadLetter;
import fm.raido.schemas.letter.DeadLetterReason;
import fm.raido.schemas.protection.CallResult;
import fm.raido.schemas.protection.FoldSettings;
import fm.raido.testkit.promise.Grant.Phase;
import fm.raido.testkit.promise.Observed.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * L5: a dead host costs the cluster a few calls and then one probe for each open time, and waiting
 * uses no attempt: a letter for want of attempts means that all of them were granted.
 */
public final class OutageIsNotFailure implements Promise {
  @Override
  public Law law() {
    return Law.L5;
  }

  @Override
  public Optional<String> brokenBy(Grant grant) {
    boolean tooMany =
        grant.rules() != null
            && grant.breaker() == Phase.CLOSED
            && grant.request() != null
            && !grant.roomToFail();
    return tooMany
        ? Optional.of(grant.callId() + " could be one failure too many")
        : Optional.empty();
  }

  @Override
  public Verdict judge(Observed seen) {
    Breaches breaches = new Breaches();
    List<Grant> grants = seen.grants();
    grants.forEach(grant -> brokenBy(grant).ifPresent(breaches::add));
    Map<PassKey, Long> attempts = attempts(seen);
    int least =
        grants.stream()
            .map(Grant::rules)
            .filter(rules -> rules != null)
            .mapToInt(FoldSettings::maxAttempts)
            .min()
            .orElse(1);
    long letters = 0;
    for (Observed.Letter it : seen.letters()) {
      DeadLetter letter = it.letter();
      if (letter.reason() == DeadLetterReason.LOST
          || letter.reason() == DeadLetterReason.EXHAUSTED) {
        letters++;
        long used = attempts.getOrDefault(it.key(), 0L);
        if (used < least) {
          breaches.add("buried after " + used + " attempts: " + letter);
        }
      }
    }
    Map<String, Long> figures = new LinkedHashMap<>();
    figures.put("outages", (long) seen.troubles().hostDead().size());
    long most = 0;
    for (Span outage : seen.troubles().hostDead()) {
      most = Math.max(most, cost(seen, outage, grants, breaches));
    }
    figures.put("most failed calls in one", most);
    figures.put("letters after all attempts", letters);
    return new Verdict(Law.L5, !seen.troubles().hostDead().isEmpty(), breaches.list(), figures);
  }

  /** Failed calls of one outage: the first few, and a probe for each open time. */
  private static long cost(Observed seen, Span outage, List<Grant> grants, Breaches breaches) {
    Map<String, Grant> inIt = new HashMap<>();
    grants.stream()
        .filter(grant -> outage.covers("", grant.at(), Duration.ZERO))
        .forEach(grant -> inIt.put(grant.callId(), grant));
    Map<String, CallResult> ends = seen.ends();
    long failed = 0;
    long probes = 0;
    for (Grant grant : inIt.values()) {
      CallResult end = ends.get(grant.callId());
      if (end != null && end.isHostFailure()) {
        failed += grant.request() == null ? 0 : 1;
        probes += grant.request() == null ? 1 : 0;
      }
    }
    long first =
        inIt.values().stream()
            .map(Grant::rules)
            .filter(rules -> rules != null)
            .mapToInt(rules -> Math.max(rules.breakerFailures(), rules.maxInFlight()))
            .max()
            .orElse(0);
    long open =
        inIt.values().stream()
            .map(Grant::rules)
            .filter(rules -> rules != null)
            .mapToLong(rules -> rules.breakerOpen().toMillis())
            .min()
            .orElse(1);
    long periods = Duration.between(outage.from(), outage.to()).toMillis() / Math.max(1, open);
    if (failed > first || probes > periods) {
      breaches.add(
          "%d failed calls and %d probes in %s, %d and %d allowed"
              .formatted(failed, probes, outage, first, periods));
    }
    return failed + probes;
  }

  /** Attempts that each request may have used: its grants that were not given back in time. */
  private static Map<PassKey, Long> attempts(Observed seen) {
    Map<String, Instant> unused = seen.givenBack();
    Map<PassKey, Long> attempts = new HashMap<>();
    Stream.concat(seen.grants().stream(), seen.possibleGrants().stream())
        .filter(grant -> !givenBackInTime(grant, unused.get(grant.callId())))
        .forEach(grant -> {
          if (grant.request() != null) {
            attempts.merge(grant.request(), 1L, Long::sum);
          }
        });
    return attempts;
  }

  /** A worker that slept beyond its lease gives back what is no longer its own. */
  private static boolean givenBackInTime(Grant grant, @Nullable Instant at) {
    FoldSettings rules = grant.rules();
    return at != null && rules != null && at.isBefore(grant.at().plus(rules.leaseTime()));
  }
}
