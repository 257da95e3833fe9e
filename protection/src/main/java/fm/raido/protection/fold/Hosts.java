package fm.raido.protection.fold;

import fm.raido.protection.gate.Closure;
import fm.raido.schemas.protection.FoldSettings;
import fm.raido.schemas.protection.GateCause;
import fm.raido.schemas.protection.PressureLevel;
import fm.raido.schemas.protection.ProtectionRecord.HostBeat;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

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
  List<Closure> closures(FoldSettings rules, Instant now) {
    if (!isAnyClosing(rules, now)) {
      return List.of(); // As nearly always, and every ask in the log asks.
    }
    List<Closure> closures = new ArrayList<>();
    merged(GateCause.HOST_PRESSURE, counted(rules).flatMap(host -> pressure(host, rules, now)))
        .ifPresent(closures::add);
    merged(GateCause.HOST_SILENT, counted(rules).flatMap(host -> silence(host, now)))
        .ifPresent(closures::add);
    return closures;
  }

  private boolean isAnyClosing(FoldSettings rules, Instant now) {
    for (Host host : hosts.values()) {
      if (counts(host.last(), rules)
          && (host.isSilent(now) || host.isUnderPressure(rules.protectionCooldown(), now))) {
        return true;
      }
    }
    return false;
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
  Stream<Instant> changes(FoldSettings rules) {
    return counted(rules)
        .flatMap(host ->
            Stream.concat(
                host.closedUntil(rules.protectionCooldown()).stream(),
                host.known()
                    ? Stream.of(
                        host.silentFrom().plus(Horizon.TICK), host.heardAt().plus(Horizon.MEMORY))
                    : Stream.empty()));
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

  void forget(Instant now) {
    Iterator<Host> oldest = hosts.values().iterator();
    while (oldest.hasNext() && Horizon.isForgotten(oldest.next().heardAt(), now)) {
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

  private Stream<Host> counted(FoldSettings rules) {
    return hosts.values().stream().filter(host -> counts(host.last(), rules));
  }

  private static Stream<Closure> pressure(Host host, FoldSettings rules, Instant now) {
    Optional<Instant> until = host.closedUntil(rules.protectionCooldown());
    return Stream.of(host)
        .filter(closing -> closing.isUnderPressure(rules.protectionCooldown(), now))
        .flatMap(closing -> closing.critical().stream())
        .map(stretch -> {
          String is = host.last().level() == PressureLevel.CRITICAL ? " is" : " was";
          String detail =
              "speech host " + stretch.last().host() + is + " critical: " + words(stretch.last());
          return new Closure(GateCause.HOST_PRESSURE, stretch.since(), until, detail);
        });
  }

  private static Stream<Closure> silence(Host host, Instant now) {
    String detail =
        "speech host " + host.last().host() + " has not been heard since " + host.heardAt();
    return host.isSilent(now)
        ? Stream.of(
            new Closure(
                GateCause.HOST_SILENT,
                host.silentFrom(),
                Optional.of(host.heardAt().plus(Horizon.MEMORY)),
                detail))
        : Stream.empty();
  }

  private static String words(HostBeat beat) {
    return beat.rehearsal() ? beat.reason() + " (rehearsal)" : beat.reason();
  }

  /** Several hosts close the gate together: since the first, until the last. */
  private static Optional<Closure> merged(GateCause cause, Stream<Closure> closures) {
    return closures.reduce((a, b) ->
        new Closure(
            cause,
            a.since().isBefore(b.since()) ? a.since() : b.since(),
            Stream.of(a, b).flatMap(c -> c.until().stream()).max(Comparator.naturalOrder()),
            a.detail() + "; " + b.detail()));
  }
}
