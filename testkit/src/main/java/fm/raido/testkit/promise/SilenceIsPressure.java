package fm.raido.testkit.promise;

import fm.raido.schemas.protection.PressureLevel;
import fm.raido.schemas.protection.ProtectionRecord.HostBeat;
import fm.raido.testkit.promise.Observed.Logged;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** L10: nothing is granted while a host whose agent was heard before is silent for over 15 s. */
public final class SilenceIsPressure implements Promise {
  private static final Duration SILENT = Duration.ofSeconds(15);

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
    long beats = 0;
    long silences = 0;
    Map<String, Instant> heard = new HashMap<>();
    Set<String> silent = new HashSet<>();
    for (Logged logged : seen.log()) {
      for (Map.Entry<String, Instant> host : heard.entrySet()) {
        if (logged.appendedAt().isAfter(host.getValue().plus(SILENT))
            && silent.add(host.getKey())) {
          silences++;
        }
      }
      if (logged.record().orElse(null) instanceof HostBeat beat) {
        beats++;
        silent.remove(beat.host());
        if (beat.level() == PressureLevel.GOING_AWAY) {
          heard.remove(beat.host());
        } else {
          heard.put(beat.host(), logged.appendedAt());
        }
      }
    }
    Map<String, Long> figures = new LinkedHashMap<>();
    figures.put("beats", beats);
    figures.put("silences", silences);
    return new Verdict(Law.L10, silences > 0, breaches.list(), figures);
  }
}
