package fm.raido.system.simulation;

import fm.raido.schemas.announcement.PassKey;
import fm.raido.schemas.protection.CallResult;
import fm.raido.schemas.protection.FoldSettings;
import fm.raido.schemas.protection.ProtectionRecord;
import fm.raido.schemas.protection.ProtectionRecord.CallEnded;
import fm.raido.system.simulation.CallLedger.Call;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the log once more, from its beginning, as plainly as the promises are put, and protests at
 * each ask that a worker took for granted where no promise allows it. Asks that nobody acted upon
 * are passed over, so it sees at most what was granted, never more.
 */
final class LogLedger {
  private static final long MINUTE = 60_000;

  private final Simulation sim;
  private final PlainCauses causes = new PlainCauses();
  private final PlainBreaker breaker = new PlainBreaker();
  private final Map<String, Lease> leases = new HashMap<>();
  private final List<Long> grants = new ArrayList<>();
  private final Map<PassKey, Integer> attempts = new HashMap<>();
  private final Set<String> toldFailures = new HashSet<>();
  private @Nullable FoldSettings rules;
  private long now = Long.MIN_VALUE;

  private static final class Lease {
    final Call call;
    final int era;
    final long expiresAt;
    boolean timedOut;

    Lease(Call call, int era, long expiresAt) {
      this.call = call;
      this.era = era;
      this.expiresAt = expiresAt;
    }
  }

  LogLedger(Simulation sim) {
    this.sim = sim;
  }

  /** Calls whose failure the log was told while their lease lived; own probes left out. */
  Set<String> toldFailures() {
    return toldFailures;
  }

  void judge() {
    Map<Integer, List<Call>> dispatched = new HashMap<>();
    for (Call call : sim.calls().all()) {
      if (call.isStarted) {
        dispatched.computeIfAbsent(call.foldedAtDispatch, place -> new ArrayList<>()).add(call);
      }
    }
    List<ProtectionLog.Place> places = sim.log().places();
    for (int place = 0; place < places.size(); place++) {
      var entry = places.get(place).entry();
      now = Math.max(now, entry.appendedAt().toEpochMilli());
      leases.values().removeIf(lease -> lease.expiresAt <= now);
      breaker.at(now);
      if (entry.record().isPresent()) {
        read(entry.record().get(), place);
      }
      for (Call call : dispatched.getOrDefault(place + 1, List.of())) {
        stillOpen(call);
      }
    }
  }

  /** Nothing that the worker had folded when it began the call closed the gate. */
  private void stillOpen(Call call) {
    FoldSettings set = rules;
    // Broker clocks differ by less than a second from true time here.
    long later = Math.max(now, call.dispatchedAt + 1_000);
    if (set == null) {
      return;
    }
    String closed = causes.closedBetween(now, later, set);
    if (closed != null || breaker.isOpenAt(later)) {
      throw new BrokenPromise(
          "L3", call.callId + " is made though its worker has read: " + closed + " " + breaker);
    }
    if (call.request != null && !breaker.isClosed()) {
      throw new BrokenPromise("L7", call.callId + " is made though its worker has read " + breaker);
    }
  }

  private void read(ProtectionRecord record, int place) {
    switch (record) {
      case ProtectionRecord.SettingsSet set -> rules = set.settings();
      case ProtectionRecord.CallAsked asked -> asked(asked.callId(), place);
      case ProtectionRecord.ProbeAsked asked -> asked(asked.callId(), place);
      case CallEnded ended -> ended(ended);
      case ProtectionRecord.SlotFreed freed -> {
        Lease lease = leases.get(freed.callId());
        if (lease != null && lease.timedOut) {
          leases.remove(freed.callId());
        }
      }
      case ProtectionRecord.WorkerSaid said -> {}
      case ProtectionRecord.HostBeat beat -> causes.heard(beat, now);
      case ProtectionRecord.HostForgotten forgotten -> causes.forgotten(forgotten, now, rules);
      case ProtectionRecord.SwitchSet set -> causes.switched(set, now);
    }
  }

  private void asked(String callId, int place) {
    Call call = sim.calls().get(callId);
    if (call == null || call.place != place || !call.isEvident()) {
      return;
    }
    FoldSettings set = rules;
    if (set == null) {
      throw new BrokenPromise("L3", callId + " is granted without settings");
    }
    open(call, set);
    room(call, set);
    if (call.request != null) {
      attempt(call, call.request, set);
    }
    if (call.request == null && !call.own) {
      breaker.probed();
    }
    leases.put(callId, new Lease(call, breaker.era(), now + set.leaseTime().toMillis()));
  }

  private void open(Call call, FoldSettings set) {
    if (causes.isSilent(now)) {
      throw new BrokenPromise("L10", call.callId + " is granted though a host is silent");
    }
    String closed = causes.closedBetween(now, now, set);
    if (closed != null || breaker.isOpenAt(now)) {
      throw new BrokenPromise("L3", call.callId + " is granted though " + closed + " " + breaker);
    }
    if (breaker.isClosed()) {
      if (!call.own && call.request != null && !breaker.hasRoom(inFlight(), set)) {
        throw new BrokenPromise("L5", call.callId + " could be one failure too many: " + breaker);
      }
      return;
    }
    boolean probing =
        leases.values().stream()
            .anyMatch(lease ->
                lease.call.request == null
                    && !lease.call.own
                    && !lease.timedOut
                    && lease.era == breaker.era());
    if (call.request != null || call.own || probing) {
      throw new BrokenPromise("L7", call.callId + " is granted beside the one probe: " + breaker);
    }
  }

  private int inFlight() {
    return (int)
        leases.values().stream()
            .filter(lease -> !lease.call.own && !lease.timedOut && lease.era == breaker.era())
            .count();
  }

  private void room(Call call, FoldSettings set) {
    grants.removeIf(at -> at <= now - MINUTE);
    grants.add(now);
    int percent = Math.min(100, percent(set));
    int half = causes.isWarning() ? 2 : 1;
    int perMinute = Math.max(1, Math.ceilDiv(set.maxPerMinute() * percent, 100 * half));
    if (grants.size() > perMinute) {
      throw new BrokenPromise(
          percent < 100 ? "L7" : "L4",
          grants.size()
              + " grants in a minute with "
              + call.callId
              + ", "
              + perMinute
              + " allowed");
    }
    int slots = Math.max(1, Math.ceilDiv(set.maxInFlight(), half));
    if (leases.size() + 1 > slots) {
      throw new BrokenPromise(
          "L4", (leases.size() + 1) + " leases with " + call.callId + ", " + slots + " allowed");
    }
  }

  private int percent(FoldSettings set) {
    long from = Math.max(breaker.rampFrom(), causes.rampFrom(now, set));
    long step = set.rampStep().toMillis();
    long passed = now - from;
    if (from == Long.MIN_VALUE || passed >= 3 * step) {
      return 100;
    }
    return passed < step ? 10 : passed < 2 * step ? 20 : 50;
  }

  private void attempt(Call call, PassKey request, FoldSettings set) {
    int used = attempts.merge(request, 1, Integer::sum);
    if (used > set.maxAttempts()) {
      throw new BrokenPromise("L2", call.callId + " is attempt " + used + " of " + request);
    }
    if (leases.values().stream().anyMatch(lease -> request.equals(lease.call.request))) {
      throw new BrokenPromise("L2", call.callId + " beside another call for " + request);
    }
  }

  private void ended(CallEnded ended) {
    Lease lease = leases.get(ended.callId());
    FoldSettings set = rules;
    if (lease == null || lease.timedOut || set == null) {
      return;
    }
    CallResult result = ended.result();
    if (!lease.call.own) {
      if (result.isHostFailure()) {
        toldFailures.add(ended.callId());
      }
      if (lease.era == breaker.era()) {
        breaker.ended(result, now, set, percent(set) < 100);
      }
    }
    var wish = ended.retryAfter();
    if (wish != null && result.isHostFailure() && result != CallResult.TIMED_OUT) {
      causes.retryAfter(now + Math.min(wish.toMillis(), set.breakerOpen().toMillis()), now);
    }
    if (result == CallResult.UNUSED && lease.call.request != null) {
      attempts.merge(lease.call.request, -1, Integer::sum);
    }
    if (result == CallResult.TIMED_OUT) {
      lease.timedOut = true;
    } else {
      leases.remove(ended.callId());
    }
  }
}
