package fm.raido.testkit.promise;

import fm.raido.testkit.promise.Grant.Phase;
import fm.raido.testkit.promise.Observed.HostCall;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * L3: no grant after the record that closes the gate, and no call later than 2 s after its ask. A
 * call of a worker that stood still, or whose way to the host was disturbed, between its last look
 * and its first byte is counted apart.
 */
public final class ClosedMeansClosed implements Promise {
  /**
   * From the ask's append, which is later than its sending, to the host's having read the request,
   * which is later than its first byte: the two seconds of the promise, and time for a connection
   * and the bytes, which took up to 0.2 s on a machine with ten times more to do than cores.
   */
  private static final Duration USABLE = Duration.ofMillis(2_500);

  private static final Duration SLACK = Duration.ofSeconds(3);

  @Override
  public Law law() {
    return Law.L3;
  }

  @Override
  public Optional<String> brokenBy(Grant grant) {
    if (grant.rules() == null) {
      return Optional.of(grant.callId() + " is granted without settings");
    }
    if (grant.closedBy() != null || grant.breaker() == Phase.OPEN) {
      return Optional.of(
          grant.callId()
              + " is granted though "
              + grant.closedBy()
              + ", breaker "
              + grant.breaker());
    }
    return Optional.empty();
  }

  @Override
  public Verdict judge(Observed seen) {
    Breaches breaches = new Breaches();
    Map<String, Grant> grants = new HashMap<>();
    long closed = 0;
    for (Grant grant : seen.grants()) {
      grants.put(grant.callId(), grant);
      Optional<String> how = brokenBy(grant);
      if (how.isPresent()) {
        closed++;
        breaches.add(how.get());
      }
    }
    long late = 0;
    long apart = 0;
    long slowest = 0;
    for (HostCall call : seen.calls()) {
      Grant grant = call.callId() == null ? null : grants.get(call.callId());
      if (grant == null) {
        continue;
      }
      Duration after = Duration.between(grant.at(), call.at());
      if (stoodStill(seen, grant, call.at())) {
        apart += after.compareTo(USABLE) > 0 ? 1 : 0;
      } else if (after.compareTo(USABLE) > 0) {
        late++;
        breaches.add(grant.callId() + " is made " + after.toMillis() + " ms after its ask");
      } else {
        slowest = Math.max(slowest, after.toMillis());
      }
    }
    Map<String, Long> figures = new LinkedHashMap<>();
    figures.put("granted while closed", closed);
    figures.put("started over 2 s after their ask", late);
    figures.put("those of stopped processes, apart", apart);
    figures.put("slowest start in ms", slowest);
    return new Verdict(Law.L3, !seen.calls().isEmpty(), breaches.list(), figures);
  }

  private static boolean stoodStill(Observed seen, Grant grant, Instant at) {
    return seen.troubles().stopped().stream()
        .anyMatch(span ->
            span.covers(grant.worker(), at, SLACK)
                || span.covers(grant.worker(), grant.at(), SLACK));
  }
}
