package fm.raido.protection.fold;

import static org.assertj.core.api.Assertions.assertThat;

import fm.raido.schemas.announcement.PassKey;
import fm.raido.schemas.protection.CallResult;
import fm.raido.schemas.protection.FoldSettings;
import fm.raido.schemas.protection.GateCause;
import fm.raido.schemas.protection.PressureLevel;
import fm.raido.schemas.protection.ProtectionRecord;
import fm.raido.schemas.protection.ProtectionRecord.CallEnded;
import fm.raido.schemas.protection.ProtectionRecord.HostBeat;
import fm.raido.schemas.protection.ProtectionRecord.SettingsSet;
import fm.raido.schemas.protection.ProtectionRecord.SlotFreed;
import fm.raido.schemas.protection.ProtectionRecord.SwitchSet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The promises, kept as plainly as possible and apart from the fold's own parts: it is told what
 * was granted and ended, and protests when a grant breaks a promise.
 */
final class Ledger {
  private record Call(Lease lease, Instant expiresAt, boolean timedOut) {}

  private final String where;
  private final List<Instant> lastMinute = new ArrayList<>();
  private final Map<String, Call> live = new HashMap<>();
  private final Map<PassKey, List<Instant>> attempts = new HashMap<>();
  private final Map<String, Instant> criticalAt = new HashMap<>();
  private @Nullable FoldSettings rules;
  private Instant settingsAt = Instant.EPOCH;
  private Instant operatorUntil = Instant.EPOCH;
  private Instant now = Instant.EPOCH;
  private int granted;

  Ledger(String where) {
    this.where = where;
  }

  /** What the fold made of one record; {@code causes} and {@code breaker} are from just before. */
  void note(
      Instant time,
      Optional<ProtectionRecord> record,
      Applied applied,
      Set<GateCause> causes,
      Breaker breaker) {
    now = time;
    live.values().removeIf(call -> !call.expiresAt().isAfter(now));
    if (applied instanceof Applied.Answered(Ask _, Verdict.Granted(Lease lease))) {
      granted(lease, causes, breaker);
    }
    if (applied instanceof Applied.Noted(ProtectionRecord noted)) {
      noted(noted);
    }
    // The cool-down of a host holds however the settings see the host now.
    record.ifPresent(any -> {
      if (any instanceof HostBeat beat && beat.level() == PressureLevel.CRITICAL) {
        criticalAt.put(beat.service() + "/" + beat.host(), now);
      } else if (any instanceof ProtectionRecord.HostForgotten forgotten) {
        criticalAt.keySet().removeIf(key -> key.endsWith("/" + forgotten.host()));
      }
    });
  }

  private void granted(Lease lease, Set<GateCause> causes, Breaker breaker) {
    FoldSettings inForce = rules;
    assertThat(inForce).as("a grant without settings, %s", where).isNotNull();
    if (inForce == null) {
      return;
    }
    assertThat(settingsAt.plus(Duration.ofDays(7))).as("stale settings, %s", where).isAfter(now);
    assertThat(causes).as("a grant while the gate is closed, %s", where).isEmpty();
    assertThat(breaker).as("a grant while open, %s", where).isNotInstanceOf(Breaker.Open.class);
    assertThat(operatorUntil).as("a grant against the operator, %s", where).isBeforeOrEqualTo(now);
    criticalAt.forEach((host, at) ->
        assertThat(host.startsWith("kokoro/") && at.plusSeconds(300).isAfter(now))
            .as("a grant under pressure, %s", where)
            .isFalse());

    granted++;
    lastMinute.removeIf(at -> !at.isAfter(now.minusSeconds(60)));
    lastMinute.add(now);
    assertThat(lastMinute.size())
        .as("grants in 60 s, %s", where)
        .isLessThanOrEqualTo(inForce.maxPerMinute());
    live.put(lease.callId(), new Call(lease, lease.expiresAt(), false));
    assertThat(live.size()).as("live leases, %s", where).isLessThanOrEqualTo(inForce.maxInFlight());
    lease.request().ifPresent(request -> attempted(request, lease, breaker, inForce));
    if (lease.isProbe() && !lease.own()) {
      assertThat(
              live.values().stream()
                  .filter(call -> call.lease().isProbe() && !call.lease().own())
                  .filter(call -> !call.timedOut() && isOfEra(call, lease))
                  .count())
          .as("live probes, %s", where)
          .isEqualTo(1);
    }
  }

  private static boolean isOfEra(Call call, Lease lease) {
    return call.lease().breakerEra() == lease.breakerEra();
  }

  private void attempted(PassKey request, Lease lease, Breaker breaker, FoldSettings inForce) {
    assertThat(breaker).as("a call while half-open, %s", where).isInstanceOf(Breaker.Closed.class);
    List<Instant> used = attempts.computeIfAbsent(request, key -> new ArrayList<>());
    used.removeIf(at -> !at.plus(Duration.ofDays(7)).isAfter(now));
    used.add(now);
    assertThat(used.size()).as("attempts, %s", where).isLessThanOrEqualTo(inForce.maxAttempts());
    assertThat(
            live.values().stream()
                .filter(call -> call.lease().request().filter(request::equals).isPresent())
                .count())
        .as("live leases of %s, %s, %s", request, lease, where)
        .isEqualTo(1);
  }

  private void noted(ProtectionRecord record) {
    switch (record) {
      case SettingsSet set -> {
        rules = FoldVersions.isKnown(set.foldVersion()) ? set.settings() : null;
        settingsAt = now;
      }
      case SwitchSet set ->
          operatorUntil =
              set.on() && set.forTime() != null ? now.plus(set.forTime()) : Instant.EPOCH;
      case CallEnded ended -> ended(ended);
      case SlotFreed freed -> live.remove(freed.callId());
      case HostBeat _,
          ProtectionRecord.CallAsked _,
          ProtectionRecord.ProbeAsked _,
          ProtectionRecord.WorkerSaid _,
          ProtectionRecord.HostForgotten _ -> {}
    }
  }

  private void ended(CallEnded ended) {
    Call call = live.remove(ended.callId());
    assertThat(call).as("an end of no live call, %s", where).isNotNull();
    if (call == null) {
      return;
    }
    if (ended.result() == CallResult.TIMED_OUT) {
      live.put(ended.callId(), new Call(call.lease(), call.expiresAt(), true));
    }
    if (ended.result() == CallResult.UNUSED) {
      call.lease()
          .request()
          .ifPresent(request -> attempts.getOrDefault(request, List.of()).removeLast());
    }
  }

  int granted() {
    return granted;
  }
}
