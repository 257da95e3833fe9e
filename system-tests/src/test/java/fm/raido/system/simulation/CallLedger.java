package fm.raido.system.simulation;

import fm.raido.schemas.announcement.PassKey;
import fm.raido.schemas.protection.CallResult;
import fm.raido.schemas.protection.FoldSettings;
import fm.raido.schemas.protection.ProtectionRecord;
import fm.raido.worker.speech.SpeechOrder;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was asked for, called and answered, as it is seen at the workers' doors, in the log and at
 * the speech host. Protests where a call breaks a promise by itself.
 */
final class CallLedger {
  /** A grant may be used for so long after its ask was sent. */
  private static final long USABLE = 2_000;

  private final Simulation sim;
  private final Map<String, Call> calls = new LinkedHashMap<>();
  private final Map<PassKey, Integer> started = new HashMap<>();
  private final OwnRoads roads;
  private final WorkerDuties duties;

  /** One ask and what came of it. */
  static final class Call {
    final String callId;
    final SimulatedWorker worker;

    /** Null for a probe. */
    final @Nullable PassKey request;

    final boolean own;
    final long askedAt;
    int place = -1;
    int toldPlace = -1;
    @Nullable SpeechOrder order;
    int foldedAtDispatch = -1;
    long dispatchedAt;
    boolean isStarted;
    boolean isEnded;
    long unusedInLogAt = Long.MAX_VALUE;
    long placedAt;
    @Nullable CallResult truth;
    long overAt;
    @Nullable CallResult told;

    Call(
        String callId,
        SimulatedWorker worker,
        @Nullable PassKey request,
        boolean own,
        long askedAt) {
      this.callId = callId;
      this.worker = worker;
      this.request = request;
      this.own = own;
      this.askedAt = askedAt;
    }

    /** Its worker has acted as if it were granted. */
    boolean isEvident() {
      return foldedAtDispatch >= 0 || isEnded;
    }
  }

  CallLedger(Simulation sim) {
    this.sim = sim;
    this.roads = new OwnRoads(sim);
    this.duties = new WorkerDuties(sim);
  }

  Collection<Call> all() {
    return calls.values();
  }

  @Nullable Call get(String callId) {
    return calls.get(callId);
  }

  /** A worker has handed that record to its sender. */
  void sent(SimulatedWorker worker, ProtectionRecord record) {
    duties.sent(worker, record);
    switch (record) {
      case ProtectionRecord.CallAsked asked ->
          calls.putIfAbsent(
              asked.callId(),
              new Call(
                  asked.callId(),
                  worker,
                  new PassKey(asked.requestId(), asked.pass()),
                  false,
                  sim.now()));
      case ProtectionRecord.ProbeAsked asked ->
          calls.putIfAbsent(
              asked.callId(), new Call(asked.callId(), worker, null, asked.own(), sim.now()));
      case ProtectionRecord.CallEnded ended -> {
        known(ended.callId()).isEnded = true;
        roads.told(worker, ended.result());
      }
      default -> {}
    }
  }

  /** It is in the log now, at its end. */
  void appended(ProtectionRecord record) {
    int place = sim.log().places().size() - 1;
    if (record instanceof ProtectionRecord.CallAsked
        || record instanceof ProtectionRecord.ProbeAsked) {
      Call call = known(record.about());
      if (call.place < 0) {
        call.place = place;
        call.placedAt = sim.now();
      }
    } else if (record instanceof ProtectionRecord.CallEnded ended) {
      Call call = known(ended.callId());
      if (call.told == null) {
        call.told = ended.result();
        call.toldPlace = place;
        roads.toldOf(call, place);
      }
      if (ended.result() == CallResult.UNUSED) {
        call.unusedInLogAt = Math.min(call.unusedInLogAt, sim.now());
      }
    }
  }

  /** The core has decided to call. */
  void dispatched(SimulatedWorker worker, String callId, SpeechOrder order) {
    Call call = known(callId);
    call.order = order;
    call.foldedAtDispatch = worker.folded();
    call.dispatchedAt = sim.now();
    if (call.dispatchedAt - call.askedAt > USABLE) {
      throw new BrokenPromise("L3", callId + " is begun later than its grant may be used");
    }
    roads.dispatched(call);
    duties.dispatched(call);
  }

  /** A record comes to the log, after so long in which none did. */
  void brokenSilence(long silence) {
    duties.brokenSilence(silence);
  }

  /** A worker has done all that its last events called for. */
  void turned(SimulatedWorker worker) {
    roads.turned(worker);
    duties.turned(worker);
  }

  /** The first byte goes to the host. */
  void started(SimulatedWorker worker, String callId, int open) {
    Call call = known(callId);
    if (call.isStarted) {
      throw new BrokenPromise("L2", callId + " is made twice");
    }
    call.isStarted = true;
    if (call.place < 0 || call.place >= worker.folded()) {
      throw new BrokenPromise("L2", callId + " is made before its ask was read in the log");
    }
    long late = sim.now() - call.askedAt;
    if (late > USABLE) {
      throw new BrokenPromise("L3", callId + " is made " + late + " ms after its ask");
    }
    int slots = sim.most(FoldSettings::maxInFlight);
    if (open > slots) {
      throw new BrokenPromise("L4", open + " calls at the host, " + slots + " allowed");
    }
    if (call.request != null) {
      int made = started.merge(call.request, 1, Integer::sum);
      if (made > sim.most(FoldSettings::maxAttempts)) {
        throw new BrokenPromise("L2", made + " calls for " + call.request);
      }
    }
  }

  /** All is quiet: of every call whose worker lives the log knows the end. */
  void conclude() {
    boolean mayGetLost = sim.weather().has(Weather.Fault.LOST_APPEND);
    for (Call call : calls.values()) {
      duties.conclude(call);
      boolean canTell = call.worker.process().isAlive() && !call.worker.process().isStopped();
      boolean hadTime = sim.now() - call.overAt > 1_000;
      if (call.truth != null && call.told == null && hadTime && canTell && !mayGetLost) {
        throw new BrokenPromise("L5", call.callId + " has ended and the log was not told");
      }
      if (call.truth != null
          && call.told != null
          && call.truth != call.told
          && call.told != CallResult.TIMED_OUT) {
        throw new BrokenPromise(
            "L5", call.callId + " ended as " + call.truth + " and the log was told " + call.told);
      }
    }
  }

  void over(String callId, CallResult result) {
    Call call = known(callId);
    duties.over(call);
    call.truth = result;
    call.overAt = sim.now();
    sim.trace(() -> callId + " is over at the host: " + result);
  }

  /**
   * Attempts that request may have used at most. An ask without any consequence, whose worker has
   * read it and lives, was refused.
   */
  long attempts(PassKey request) {
    long lease = sim.least(settings -> (int) settings.leaseTime().toMillis()) - 2_500L;
    return calls.values().stream()
        .filter(call -> request.equals(call.request) && call.place >= 0)
        .filter(call ->
            call.isEvident()
                || !call.worker.process().isAlive()
                || call.worker.folded() <= call.place)
        .filter(call -> call.unusedInLogAt - call.placedAt >= lease)
        .count();
  }

  private Call known(String callId) {
    Call call = calls.get(callId);
    if (call == null) {
      throw new BrokenPromise("L2", callId + " was never asked for");
    }
    return call;
  }
}
