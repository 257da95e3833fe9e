package fm.raido.testkit.promise;

import fm.raido.schemas.protection.FoldSettings;
import fm.raido.schemas.protection.PressureLevel;
import fm.raido.schemas.protection.ProtectionRecord.HostBeat;
import fm.raido.schemas.protection.ProtectionRecord.HostForgotten;
import fm.raido.schemas.protection.ProtectionRecord.SwitchSet;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What closes the gate beside the breaker, as the promises put it. */
final class PlainCauses {
  private static final long NEVER = Long.MIN_VALUE;
  private static final long SILENT_AFTER = 15_000;
  private static final long LONG_SILENCE = 60_000;
  private static final long WEEK = 7L * 24 * 3_600_000;

  private final Map<String, Host> hosts = new TreeMap<>();
  private long operatorUntil = NEVER;
  private long retryAfterUntil = NEVER;

  private static final class Host {
    PressureLevel level = PressureLevel.NORMAL;
    boolean known;
    long heardAt;
    long criticalAt = NEVER;
    long rampFrom = NEVER;

    /** Silent for a week it is forgotten. */
    boolean isSilentAt(long time) {
      return known && time > heardAt + SILENT_AFTER && time < heardAt + WEEK;
    }

    boolean isWarningAt(long time) {
      return known && level == PressureLevel.WARNING && time < heardAt + WEEK;
    }

    long pressedUntil(FoldSettings rules) {
      return criticalAt == NEVER ? NEVER : criticalAt + rules.protectionCooldown().toMillis();
    }
  }

  void switched(SwitchSet set, long now) {
    if (!set.on()) {
      operatorUntil = NEVER;
      return;
    }
    var time = set.forTime();
    operatorUntil = now + (time == null ? WEEK : Math.min(WEEK, time.toMillis()));
  }

  void retryAfter(long until, long now) {
    if (retryAfterUntil <= now || until > retryAfterUntil) {
      retryAfterUntil = until;
    }
  }

  void heard(HostBeat beat, long now) {
    Host host = hosts.computeIfAbsent(beat.host(), name -> new Host());
    if (host.isSilentAt(now) && now > host.heardAt + LONG_SILENCE) {
      host.rampFrom = now;
    }
    host.heardAt = now;
    host.level = beat.level();
    host.known = beat.level() != PressureLevel.GOING_AWAY;
    if (beat.level() == PressureLevel.CRITICAL) {
      host.criticalAt = now;
    }
  }

  void forgotten(HostForgotten forgotten, long now, @Nullable FoldSettings rules) {
    Host host = hosts.get(forgotten.host());
    if (host != null) {
      if (rules != null && host.pressedUntil(rules) > now) {
        host.rampFrom = now;
      }
      host.known = false;
      host.criticalAt = NEVER;
    }
  }

  boolean isWarning(long now) {
    return hosts.values().stream().anyMatch(host -> host.isWarningAt(now));
  }

  boolean isSilent(long now) {
    return hosts.values().stream().anyMatch(host -> host.isSilentAt(now));
  }

  /** When the latest ramp began that a host has caused. */
  long rampFrom(long now, FoldSettings rules) {
    long latest = NEVER;
    for (Host host : hosts.values()) {
      long calm = host.pressedUntil(rules);
      latest = Math.max(latest, Math.max(host.rampFrom, calm <= now ? calm : NEVER));
    }
    return latest;
  }

  /** A cause that holds at both times and between; null where none does. */
  @Nullable String closedBetween(long from, long to, FoldSettings rules) {
    if (operatorUntil > to) {
      return "the operator closed";
    }
    if (retryAfterUntil > to) {
      return "the host asked to be left alone";
    }
    for (Host host : hosts.values()) {
      if (host.pressedUntil(rules) > to) {
        return "a host is under pressure";
      }
      if (host.isSilentAt(from) && host.isSilentAt(to)) {
        return "a host is silent";
      }
    }
    return null;
  }
}
