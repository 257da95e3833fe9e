package fm.raido.testkit.promise;

import fm.raido.schemas.protection.ProtectionRecord;
import fm.raido.testkit.promise.Observed.HostCall;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** L4: never more grants in 60 s of log time, nor live leases, than allowed, over all workers. */
public final class ClusterLimits implements Promise {
  @Override
  public Law law() {
    return Law.L4;
  }

  @Override
  public Optional<String> brokenBy(Grant grant) {
    if (grant.rules() == null) {
      return Optional.empty();
    }
    if (grant.inMinute() > grant.perMinute() && grant.percent() == 100) {
      return Optional.of(
          "%d grants in a minute with %s, %d allowed"
              .formatted(grant.inMinute(), grant.callId(), grant.perMinute()));
    }
    if (grant.leases() > grant.slots()) {
      return Optional.of(
          "%d leases with %s, %d allowed".formatted(grant.leases(), grant.callId(), grant.slots()));
    }
    return Optional.empty();
  }

  @Override
  public Verdict judge(Observed seen) {
    Breaches breaches = new Breaches();
    long inMinute = 0;
    long leases = 0;
    long slots = slots(seen);
    for (Grant grant : seen.grants()) {
      brokenBy(grant).ifPresent(breaches::add);
      inMinute = Math.max(inMinute, grant.inMinute());
      leases = Math.max(leases, grant.leases());
    }
    long atOnce = seen.calls().stream().mapToInt(HostCall::atOnce).max().orElse(0);
    if (atOnce > slots) {
      breaches.add(atOnce + " calls at the host at once, " + slots + " allowed");
    }
    Map<String, Long> figures = new LinkedHashMap<>();
    figures.put("most grants in 60 s", inMinute);
    figures.put("most leases live", leases);
    figures.put("of slots", slots);
    figures.put("most calls at the host at once", atOnce);
    return new Verdict(Law.L4, inMinute > 0, breaches.list(), figures);
  }

  /** The most that any settings in the log allowed. */
  private static long slots(Observed seen) {
    return seen.log().stream()
        .map(logged -> logged.record().orElse(null))
        .mapToInt(record ->
            record instanceof ProtectionRecord.SettingsSet set ? set.settings().maxInFlight() : 0)
        .max()
        .orElse(0);
  }
}
