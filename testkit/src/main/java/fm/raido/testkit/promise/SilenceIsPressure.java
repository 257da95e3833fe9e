package fm.raido.testkit.promise;

import fm.raido.schemas.protection.ProtectionRecord;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** L10: nothing is granted while a host whose agent was heard before is silent for over 15 s. */
public final class SilenceIsPressure implements Promise {
  @Override
  public Law law() {
    return Law.L10;
  }

  @Override
  public Optional<String> brokenBy(Grant grant) {
    return grant.silent()
        ? Optional.of(grant.callId() + " is granted though a host is silent")
        : Optional.empty();
  }

  @Override
  public Verdict judge(Observed seen) {
    Breaches breaches = new Breaches();
    seen.grants().forEach(grant -> brokenBy(grant).ifPresent(breaches::add));
    Map<String, Long> figures = new LinkedHashMap<>();
    figures.put(
        "beats",
        seen.log().stream()
            .filter(it -> it.record().orElse(null) instanceof ProtectionRecord.HostBeat)
            .count());
    return new Verdict(Law.L10, breaches.list(), figures);
  }
}
