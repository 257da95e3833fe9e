package fm.raido.system.simulation;

import fm.raido.protection.fold.Breaker;
import fm.raido.protection.fold.ProtectionFold;
import fm.raido.schemas.protection.FoldSettings;
import fm.raido.schemas.protection.ProtectionRecord;
import fm.raido.schemas.protection.ProtectionRecord.ProbeAsked;
import fm.raido.system.simulation.CallLedger.Call;
import fm.raido.testkit.promise.Grant;
import fm.raido.testkit.promise.Grant.Phase;
import fm.raido.testkit.promise.PlainLog;
import fm.raido.testkit.promise.Promise;
import fm.raido.testkit.promise.Promises;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads the log once more and protests at each ask that a worker took for granted where no promise
 * allows it, and at each call whose own worker had read that it must not be made.
 */
final class LogLedger {
  /** Broker clocks differ by less from true time here. */
  private static final long CLOCKS = 1_000;

  private final Simulation sim;
  private final PlainLog plain;
  private final ProtectionFold fold = new ProtectionFold();

  /** Whether a probe was granted of which nothing is seen from outside: it prolongs half-open. */
  private boolean probeDied;

  LogLedger(Simulation sim) {
    this.sim = sim;
    this.plain = new PlainLog(this::isActedUpon, LogLedger::judge);
  }

  /** Calls whose failure the log was told while their lease lived; own probes left out. */
  Set<String> toldFailures() {
    return plain.toldFailures().keySet();
  }

  private boolean isActedUpon(String callId) {
    Call call = sim.calls().get(callId);
    return call != null && call.isEvident();
  }

  private static void judge(Grant grant) {
    for (Promise promise : Promises.ALL) {
      promise
          .brokenBy(grant)
          .ifPresent(how -> {
            throw new BrokenPromise(promise.law().name(), how);
          });
    }
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
      plain.read(entry.appendedAt(), entry.record());
      fold.apply(entry.record(), entry.appendedAt());
      probeDied |= entry.record().filter(this::isProbeOfTheDead).isPresent();
      nothingElse();
      for (Call call : dispatched.getOrDefault(place + 1, List.of())) {
        stillOpen(call);
      }
    }
  }

  /**
   * Nothing but the promises' own causes closes the gate or slows the rate: a cluster that refuses
   * for ever keeps every limit, too.
   */
  private void nothingElse() {
    boolean closed = !fold.gate(fold.time()).isOpen();
    if (plain.perMinute() == 0) {
      return;
    }
    if (closed != (plain.closedUntil(fold.time()) != null)) {
      throw new BrokenPromise(
          closed ? "L5" : "L3",
          "the gate is %s, and it should be %s"
              .formatted(fold.gate(fold.time()), plain.closedUntil(fold.time())));
    }
    if (probeDied) {
      return;
    }
    if (phase() != plain.breaker()) {
      throw new BrokenPromise(
          "L7",
          "the breaker is %s, and it should be %s"
              .formatted(fold.breaker(fold.time()), plain.breaker()));
    }
    if (fold.perMinute(fold.time()) != plain.perMinute()) {
      throw new BrokenPromise(
          "L7",
          "%d a minute at %s, and it should be %d"
              .formatted(fold.perMinute(fold.time()), fold.time(), plain.perMinute()));
    }
  }

  private boolean isProbeOfTheDead(ProtectionRecord record) {
    return record instanceof ProbeAsked ask && !ask.own() && !isActedUpon(ask.callId());
  }

  private Phase phase() {
    return switch (fold.breaker(fold.time())) {
      case Breaker.Closed _ -> Phase.CLOSED;
      case Breaker.Open _ -> Phase.OPEN;
      case Breaker.HalfOpen _ -> Phase.HALF_OPEN;
    };
  }

  /** Nothing that the worker had folded when it began the call closed the gate. */
  private void stillOpen(Call call) {
    String closed = plain.closedUntil(Instant.ofEpochMilli(call.dispatchedAt + CLOCKS));
    if (closed != null) {
      throw new BrokenPromise("L3", call.callId + " is made though its worker has read: " + closed);
    }
    FoldSettings rules = plain.rules();
    if (rules != null && !rules.store().equals(call.worker.store())) {
      throw new BrokenPromise(
          "L1", call.callId + " is made for another store than all others': " + rules.store());
    }
    if (call.request != null && plain.breaker() != Phase.CLOSED) {
      throw new BrokenPromise(
          "L7", call.callId + " is made though its worker has read " + plain.breaker());
    }
  }
}
