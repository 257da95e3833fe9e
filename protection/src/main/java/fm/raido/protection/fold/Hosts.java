package fm.raido.protection.fold;

import fm.raido.protection.gate.Closure;
import fm.raido.schemas.protection.FoldSettings;
import fm.raido.schemas.protection.GateCause;
import fm.raido.schemas.protection.PressureLevel;
import fm.raido.schemas.protection.ProtectionRecord.HostBeat;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The speech hosts that were heard. All are remembered; which of them count, the settings at the
 * time of the question say, because settings change.
 */
final class Hosts {
  private record Key(String service, String host) {}

  /** In the order in which they were heard last. */
  private final Map<Key, Host> hosts = new LinkedHashMap<>();

  void heard(HostBeat beat, Instant now, Duration cooldown) {
    Key key = new Key(beat.service(), beat.host());
    Host before = hosts.remove(key);
    hosts.put(key, before == null ? Host.first(beat, now) : before.heard(beat, now, cooldown));
  }

  void forgotten(String name, Instant now, Duration cooldown) {
    hosts.replaceAll((key, host) -> key.host().equals(name) ? host.forgotten(now, cooldown) : host);
  }

  /** Why they close the gate: at most one closure for each cause. */
  void addClosures(FoldSettings rules, Instant now, List<Closure> closures) {
    Closure pressure = null;
    Closure silence = null;
    for (Host host : hosts.values()) {
      if (counts(host.last(), rules)) {
        pressure = merged(pressure, pressure(host, rules, now));
        silence = merged(silence, silence(host, now));
      }
    }
    if (pressure != null) {
      closures.add(pressure);
    }
    if (silence != null) {
      closures.add(silence);
    }
  }

  boolean isWarning(FoldSettings rules, Instant now) {
    for (Host host : hosts.values()) {
      if (counts(host.last(), rules) && host.isWarning(now)) {
        return true;
      }
    }
    return false;
  }

  /** The latest ramp that one of them has caused. */
  Optional<Instant> rampFrom(FoldSettings rules, Instant now) {
    Optional<Instant> latest = Optional.empty();
    for (Host host : hosts.values()) {
      if (counts(host.last(), rules)) {
        latest = Horizon.later(latest, host.rampFrom(now, rules.protectionCooldown()));
      }
    }
    return latest;
  }

  /** When time alone changes what they say. */
  void changes(FoldSettings rules, Earliest earliest) {
    for (Host host : hosts.values()) {
      if (counts(host.last(), rules)) {
        earliest.look(host.closedUntil(rules.protectionCooldown()));
        if (host.known()) {
          earliest.look(host.silentFrom().plus(Horizon.TICK));
          earliest.look(host.heardAt().plus(Horizon.MEMORY));
        }
      }
    }
  }

  List<HostView> view(Optional<FoldSettings> rules, Instant now) {
    return hosts.values().stream()
        .map(host ->
            new HostView(
                host.last().service(),
                host.last().host(),
                host.isKnown(now) ? host.last().level() : PressureLevel.GOING_AWAY,
                host.last().reason(),
                host.last().rehearsal(),
                host.heardAt(),
                host.isSilent(now),
                rules
                    .flatMap(set -> host.closedUntil(set.protectionCooldown()))
                    .filter(now::isBefore),
                rules.filter(set -> counts(host.last(), set)).isPresent()))
        .toList();
  }

  /** Those that were heard last at that time or before. */
  void forget(Instant horizon) {
    Iterator<Host> oldest = hosts.values().iterator();
    while (oldest.hasNext() && !oldest.next().heardAt().isAfter(horizon)) {
      oldest.remove();
    }
  }

  static boolean isOfService(HostBeat beat, FoldSettings rules) {
    return beat.service().equals(rules.service());
  }

  static boolean counts(HostBeat beat, FoldSettings rules) {
    return isOfService(beat, rules)
        && (rules.protectOnHosts().isEmpty() || rules.protectOnHosts().contains(beat.host()));
  }

  private static @Nullable Closure pressure(Host host, FoldSettings rules, Instant now) {
    Optional<Instant> until = host.closedUntil(rules.protectionCooldown());
    if (until.isEmpty() || !until.get().isAfter(now)) {
      return null;
    }
    Host.Critical stretch = host.critical().orElseThrow();
    String is = host.last().level() == PressureLevel.CRITICAL ? " is" : " was";
    String detail =
        "speech host " + stretch.last().host() + is + " critical: " + words(stretch.last());
    return new Closure(GateCause.HOST_PRESSURE, stretch.since(), until, detail);
  }

  private static @Nullable Closure silence(Host host, Instant now) {
    if (!host.isSilent(now)) {
      return null;
    }
    return new Closure(
        GateCause.HOST_SILENT,
        host.silentFrom(),
        Optional.of(host.heardAt().plus(Horizon.MEMORY)),
        "speech host " + host.last().host() + " has not been heard since " + host.heardAt());
  }

  private static String words(HostBeat beat) {
    return beat.rehearsal() ? beat.reason() + " (rehearsal)" : beat.reason();
  }

  /** Several hosts close the gate together: since the first, until the last. */
  private static @Nullable Closure merged(@Nullable Closure a, @Nullable Closure b) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    return new Closure(
        a.cause(),
        a.since().isBefore(b.since()) ? a.since() : b.since(),
        Horizon.later(a.until(), b.until()),
        a.detail() + "; " + b.detail());
  }
}
