package fm.raido.protection.fold;

import fm.raido.schemas.announcement.PassKey;
import fm.raido.schemas.protection.CallResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * The attempts of every request and pass. Each counts for 7 days from its grant: by its own age,
 * not by that of the last touch, because a chain of touches could reach back beyond the retained
 * log.
 */
final class Requests {

  private record Attempt(
      String callId,
      int number,
      Instant grantedAt,
      Optional<CallResult> result,
      Optional<Instant> retryAt) {}

  /** In the order of their last grants, so that the first are forgotten first. */
  private final Map<PassKey, List<Attempt>> attempts = new LinkedHashMap<>();

  /** How many attempts are used. */
  int used(PassKey request, Instant now) {
    return remembered(request, now).size();
  }

  /** The call of its last attempt. */
  Optional<String> lastCall(PassKey request, Instant now) {
    List<Attempt> all = remembered(request, now);
    return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast().callId());
  }

  void granted(PassKey request, String callId, Instant now) {
    List<Attempt> all = new ArrayList<>(remembered(request, now));
    all.add(new Attempt(callId, all.size() + 1, now, Optional.empty(), Optional.empty()));
    attempts.remove(request);
    attempts.put(request, all);
  }

  /** The grant of its last attempt was not used: the attempt returns. */
  void givenBack(PassKey request) {
    attempts.computeIfPresent(
        request,
        (key, all) -> {
          all.removeLast();
          return all.isEmpty() ? null : all;
        });
  }

  /**
   * Its last attempt has ended; no other can end, because none is granted while one is on its way.
   *
   * @param backoff the wait after an attempt of that number, where one is due
   */
  void ended(PassKey request, CallResult result, IntFunction<Optional<Instant>> backoff) {
    attempts.computeIfPresent(
        request,
        (key, all) -> {
          Attempt last = all.removeLast();
          all.add(
              new Attempt(
                  last.callId(),
                  last.number(),
                  last.grantedAt(),
                  Optional.of(result),
                  backoff.apply(last.number())));
          return all;
        });
  }

  RequestCalls calls(PassKey request, Leases leases, Instant now) {
    List<Attempt> all = remembered(request, now);
    if (all.isEmpty()) {
      return RequestCalls.NONE;
    }
    Attempt last = all.getLast();
    Optional<Lease> live = leases.live(last.callId(), now);
    Optional<CallResult> lastResult = Optional.empty();
    Optional<Instant> retryAt = Optional.empty();
    for (Attempt attempt : all) {
      if (attempt.result().isPresent()) {
        lastResult = attempt.result();
        retryAt = attempt.retryAt();
      }
    }
    return new RequestCalls(
        all.size(),
        live.map(Lease::expiresAt),
        lastResult,
        live.isEmpty() && last.result().isEmpty(),
        retryAt);
  }

  /** Those whose last attempt was granted at that time or before. */
  void forget(Instant horizon) {
    Iterator<List<Attempt>> oldest = attempts.values().iterator();
    while (oldest.hasNext() && !oldest.next().getLast().grantedAt().isAfter(horizon)) {
      oldest.remove();
    }
  }

  private List<Attempt> remembered(PassKey request, Instant now) {
    List<Attempt> all = attempts.getOrDefault(request, List.of());
    if (all.isEmpty() || !Horizon.isForgotten(all.getFirst().grantedAt(), now)) {
      return all;
    }
    return all.stream().filter(attempt -> !Horizon.isForgotten(attempt.grantedAt(), now)).toList();
  }
}
