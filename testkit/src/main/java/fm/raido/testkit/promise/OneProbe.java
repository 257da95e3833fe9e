package fm.raido.testkit.promise;

import fm.raido.testkit.promise.Grant.Phase;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** L7: half-open means one probe in the whole cluster, and after it the rate ramps. */
public final class OneProbe implements Promise {
  @Override
  public Law law() {
    return Law.L7;
  }

  @Override
  public Optional<String> brokenBy(Grant grant) {
    if (grant.breaker() == Phase.HALF_OPEN
        && (grant.request() != null || grant.own() || grant.probing())) {
      return Optional.of(grant.callId() + " is granted beside the one probe");
    }
    if (grant.rules() != null && grant.percent() < 100 && grant.inMinute() > grant.perMinute()) {
      return Optional.of(
          "%d grants in a minute with %s, %d allowed at %d %% of the ramp"
              .formatted(grant.inMinute(), grant.callId(), grant.perMinute(), grant.percent()));
    }
    return Optional.empty();
  }

  @Override
  public Verdict judge(Observed seen) {
    Breaches breaches = new Breaches();
    long probes = 0;
    long ramping = 0;
    for (Grant grant : seen.grants()) {
      brokenBy(grant).ifPresent(breaches::add);
      probes += grant.request() == null && !grant.own() ? 1 : 0;
      ramping += grant.percent() < 100 ? 1 : 0;
    }
    Map<String, Long> figures = new LinkedHashMap<>();
    figures.put("probes", probes);
    figures.put("grants on a ramp", ramping);
    return new Verdict(Law.L7, probes > 0, breaches.list(), figures);
  }
}
