package fm.raido.worker.loop;

import fm.raido.protection.decision.Decision;
import fm.raido.protection.fold.Breaker;
import fm.raido.protection.fold.Lease;
import fm.raido.protection.fold.ProtectionFold;
import fm.raido.protection.fold.Verdict;
import fm.raido.protection.gate.Gate;
import fm.raido.schemas.protection.CallResult;
import fm.raido.schemas.protection.FoldSettings;
import fm.raido.schemas.protection.GateCause;
import fm.raido.schemas.protection.ProtectionRecord.CallAsked;
import fm.raido.schemas.protection.ProtectionRecord.CallEnded;
import fm.raido.schemas.protection.ProtectionRecord.ProbeAsked;
import fm.raido.schemas.protection.ProtectionRecord.SlotFreed;
import fm.raido.worker.admission.OpenAsks;
import fm.raido.worker.admission.OpenAsks.OpenAsk;
import fm.raido.worker.admission.OwnRoad;
import fm.raido.worker.admission.RunningCalls;
import fm.raido.worker.admission.RunningCalls.RunningCall;
import fm.raido.worker.admission.Stopwatch;
import fm.raido.worker.audio.StoredAudio;
import fm.raido.worker.speech.SpeechOrder;
import fm.raido.worker.window.PartitionWindow;
import fm.raido.worker.window.Trail;
import fm.raido.worker.window.Waiting;
import fm.raido.worker.window.Waiting.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks the log for calls, starts those that are granted, and tells the log how they end. For the
 * event loop alone.
 *
 * <pre>
 * ready    --there is a grant to expect--> asking   (CallAsked appended)
 * asking   --granted in time, still open--> calling (the host is asked)
 *          --granted too late or closed--> held     (CallEnded UNUSED)
 *          --refused--> held
 * calling  --answered--> ended                      (CallEnded)
 *          --call time-out--> timed out             (CallEnded TIMED_OUT; the exchange stays open)
 * timed out --answered or grace over--> ended       (SlotFreed)
 * </pre>
 */
final class CallDesk {
  /** The end of an answered call is told after so long at the latest, stored or not. */
  private static final Duration STORING = Duration.ofSeconds(2);

  /** Ready ones that are looked at for one call, at most. */
  private static final int LOOKED_AT = 64;

  private final ProtectionFold fold;
  private final Windows windows;
  private final Agenda agenda;
  private final RequestDesk desk;
  private final Effects effects;
  private final WorkerRules rules;
  private final String worker;
  private final OpenAsks asks;
  private final RunningCalls calls;
  private final OwnRoad road;
  private final Turns turns;
  private final Supplier<String> callIds;
  private final WorkerEvents events;
  private final RequestTraces traces;

  private final SlotsComing slotsComing;
  private final FreshAudio fresh;
  private boolean lastOwnCallFailed;
  private boolean stopping;

  CallDesk(
      ProtectionFold fold,
      Windows windows,
      Agenda agenda,
      RequestDesk desk,
      Effects effects,
      WorkerRules rules,
      String worker,
      Stopwatch stopwatch,
      OwnRoad road,
      Turns turns,
      Supplier<String> callIds,
      WorkerEvents events,
      RequestTraces traces) {
    this.fold = fold;
    this.windows = windows;
    this.agenda = agenda;
    this.desk = desk;
    this.effects = effects;
    this.rules = rules;
    this.worker = worker;
    this.slotsComing = new SlotsComing(stopwatch);
    this.fresh = new FreshAudio(rules.lookAgain());
    this.asks = new OpenAsks(stopwatch);
    this.calls = new RunningCalls(stopwatch);
    this.road = road;
    this.turns = turns;
    this.callIds = callIds;
    this.events = events;
    this.traces = traces;
  }

  RunningCalls calls() {
    return calls;
  }

  OpenAsks asks() {
    return asks;
  }

  /** Whether this worker's last call or probe failed. */
  boolean lastOwnCallFailed() {
    return lastOwnCallFailed;
  }

  /** Nothing more is asked for; what is granted from here on is given back. */
  void stop() {
    stopping = true;
  }

  /** Asks for as many calls as there are grants to expect, the most urgent request first. */
  void pump(Gate gate, Instant now) {
    if (stopping || !gate.isOpen()) {
      return;
    }
    int room = agenda.readyCount() == 0 ? 0 : room(now);
    if (!turns.mayAsk(room > 0 || agenda.readyCount() == 0, now)) {
      return;
    }
    for (Waiting waiting : agenda.firstReady(room <= 0 ? 0 : LOOKED_AT + room)) {
      if (room <= 0) {
        return;
      }
      PartitionWindow window = windows.live(waiting.partition(), waiting.incarnation());
      if (window == null) {
        agenda.forget(waiting);
        continue;
      }
      SpeechOrder order = desk.order(waiting);
      if (calls.isOrdered(order) || asks.anyHopeful(other -> desk.order(other).equals(order))) {
        continue; // The audio that is on its way will serve this one too.
      }
      StoredAudio audio = fresh.of(order, now);
      if (audio != null) {
        waiting.stored(audio);
        desk.consider(waiting, gate, now);
        continue;
      }
      Decision decision = desk.decide(waiting, window, gate, slotsComing.count() > 0, now);
      if (!(decision instanceof Decision.AskToSpeak)) {
        desk.carryOut(waiting, decision, now);
      } else if (waiting.isLookedUpSince(now.minus(rules.lookAgain()))) {
        ask(waiting);
        room--;
      } else {
        desk.lookUp(waiting, now);
        room--;
      }
    }
  }

  private int room(Instant now) {
    int jobs = rules.jobs() - calls.atTheHost() - asks.hopeful();
    return Math.min(jobs, fold.expectedGrants(now, slotsComing.count()) - asks.hopeful());
  }

  private void ask(Waiting waiting) {
    String callId = callIds.get();
    agenda.busy(waiting);
    waiting.moveTo(Stage.ASKING);
    asks.add(callId, waiting, false);
    effects.append(new CallAsked(callId, waiting.key().id(), waiting.key().pass(), worker));
  }

  /** The log has answered one of this worker's asks. */
  void answered(OpenAsk ask, Verdict verdict, Gate gate, Instant now) {
    Waiting waiting = ask.waiting();
    switch (verdict) {
      case Verdict.Granted granted -> {
        turns.granted();
        if (mayStart(ask, gate, now)) {
          start(ask, granted.lease(), now);
        } else {
          giveBack(ask.callId());
          backToHeld(waiting, gate, now);
        }
      }
      case Verdict.Refused refused -> {
        slotsComing.refused();
        backToHeld(waiting, gate, now);
      }
    }
  }

  private boolean mayStart(OpenAsk ask, Gate gate, Instant now) {
    Waiting waiting = ask.waiting();
    if (stopping || asks.isStale(ask)) {
      return false;
    }
    if (waiting == null) {
      // A probe may be made by a worker that is cut off; that is how it comes back.
      return EnumSet.of(GateCause.WORKER_CUT_OFF).containsAll(gate.causes());
    }
    Instant airBy = waiting.request().airBy();
    return gate.isOpen()
        && fold.breaker(now) instanceof Breaker.Closed
        && waiting.stage() == Stage.ASKING
        && windows.live(waiting.partition(), waiting.incarnation()) != null
        && (airBy == null || now.isBefore(airBy.minus(rules.airLead())));
  }

  private void start(OpenAsk ask, Lease lease, Instant now) {
    Waiting waiting = ask.waiting();
    // By its lease, not by the settings in force now: others count on the slot when it expires.
    Duration atMost =
        Duration.between(lease.grantedAt(), lease.expiresAt()).minus(FoldSettings.GRANT_USABLE);
    SpeechOrder order = waiting == null ? rules.probe() : desk.order(waiting);
    calls.start(ask.callId(), waiting, ask.own(), order);
    effects.call(ask.callId(), order, waiting != null, ask.at(), atMost);
    if (waiting != null) {
      waiting.moveTo(Stage.CALLING);
      agenda.wakeAt(waiting, desk.latestLook(waiting, now));
    }
  }

  private void giveBack(String callId) {
    slotsComing.sent(callId);
    effects.append(new CallEnded(callId, worker, CallResult.UNUSED, Duration.ZERO, null));
  }

  private void backToHeld(@Nullable Waiting waiting, Gate gate, Instant now) {
    if (waiting != null && (waiting.stage() == Stage.ASKING || waiting.stage() == Stage.CALLING)) {
      waiting.moveTo(Stage.HELD);
      desk.consider(waiting, gate, now);
    }
  }

  /** Asks for a probe. */
  void askProbe(boolean own) {
    String callId = callIds.get();
    asks.add(callId, null, own);
    effects.append(new ProbeAsked(callId, worker, own));
  }

  boolean hasProbe() {
    return asks.hasProbe()
        || calls.all().stream().anyMatch(call -> call.waiting() == null && !call.isAnswered());
  }

  /** The host has answered, the connection failed, or the grace is over. */
  void callAnswered(
      String callId,
      CallResult result,
      @Nullable Duration retryAfter,
      boolean audioFollows,
      int status,
      Gate gate,
      Instant now) {
    RunningCall call = calls.get(callId);
    if (call == null) {
      return;
    }
    call.answered(result, calls.took(call), status);
    if (!audioFollows) {
      tellEnd(call, retryAfter, now);
      calls.end(callId);
      backToHeld(call.waiting(), gate, now);
    }
    // Else the end is told when the audio is in the store: whoever reads of it finds it there, the
    // next owner of the partition too.
  }

  /** Tells the log that a call has been answered, once. */
  private void tellEnd(RunningCall call, @Nullable Duration retryAfter, Instant now) {
    if (call.isTold()) {
      return;
    }
    call.told();
    slotsComing.sent(call.callId());
    if (!call.isTimedOut()) {
      ended(call, call.result(), call.took(), retryAfter, now);
    }
    // A call that ends by time-out keeps its slot in the log until this is said too.
    if (call.isTimedOut() || call.result() == CallResult.TIMED_OUT) {
      effects.append(new SlotFreed(call.callId(), worker));
    }
  }

  private void ended(
      RunningCall call,
      CallResult result,
      Duration took,
      @Nullable Duration retryAfter,
      Instant now) {
    effects.append(new CallEnded(call.callId(), worker, result, took, retryAfter));
    events.called(result, took);
    trace(call, result, took, now);
    if (result != CallResult.UNUSED) {
      road.ended(result, took, now);
      lastOwnCallFailed = result.isHostFailure();
    }
  }

  /** What a call came to, for the trace of its request; a probe has none. */
  private void trace(RunningCall call, CallResult result, Duration took, Instant now) {
    Waiting waiting = call.waiting();
    Trail trail = waiting == null ? null : waiting.trail();
    if (trail != null) {
      Instant startedAt = now.minus(calls.took(call));
      traces.called(
          trail,
          new RequestTraces.EndedCall(call.callId(), result, call.status(), startedAt, took));
    }
  }

  /** The audio of a call is in the store. */
  void audioKept(String callId, StoredAudio stored, Gate gate, Instant now) {
    RunningCall call = calls.get(callId);
    if (call == null) {
      return;
    }
    tellEnd(call, null, now);
    calls.end(callId);
    fresh.keep(call.order(), stored, now);
    Waiting waiting = call.waiting();
    if (waiting == null) {
      return;
    }
    if (call.isTimedOut() && waiting.stage() == Stage.HELD) {
      waiting.stored(stored);
      desk.consider(waiting, gate, now);
    } else {
      desk.audioKept(waiting, stored, gate, now);
    }
    for (Waiting other : agenda.readyWith(call.order(), desk::order)) {
      other.stored(stored);
      desk.consider(other, gate, now);
    }
  }

  /** The audio of a call could not be kept. */
  void audioLost(String callId, Gate gate, Instant now) {
    RunningCall call = calls.get(callId);
    if (call != null) {
      tellEnd(call, null, now);
      calls.end(callId);
      backToHeld(call.waiting(), gate, now);
    }
  }

  /** Passes the call time-out where it is due. */
  void timeOut(Gate gate, Instant now) {
    if (calls.all().isEmpty()) {
      return;
    }
    Duration callTimeout = fold.rules().orElse(rules.fold()).callTimeout();
    for (RunningCall call : calls.timeOut(callTimeout)) {
      ended(call, CallResult.TIMED_OUT, calls.took(call), null, now);
      backToHeld(call.waiting(), gate, now);
    }
    // A store that hangs must not keep a slot that the host has given back.
    for (RunningCall call : calls.answeredLongAgo(STORING)) {
      tellEnd(call, null, now);
    }
  }

  /** Gives up asks that were not read back in time; whether there was one. */
  boolean giveUpOverdue(Gate gate, Instant now) {
    List<OpenAsk> overdue = asks.giveUpOverdue();
    overdue.forEach(ask -> backToHeld(ask.waiting(), gate, now));
    return !overdue.isEmpty();
  }

  /** One of this worker's records was read back. */
  void readBack(String callId) {
    slotsComing.readBack(callId);
  }

  /**
   * Whether nothing is under way but calls that have timed out, whose answers are only of use to
   * the store.
   */
  boolean isIdle() {
    return asks.hopeful() == 0
        && calls.all().stream().allMatch(call -> call.isTimedOut() && !call.isAnswered());
  }

  Optional<Duration> untilNextTimeout() {
    if (calls.all().isEmpty()) {
      return Optional.empty();
    }
    Duration callTimeout = fold.rules().orElse(rules.fold()).callTimeout();
    return calls.all().stream()
        .filter(call -> !call.isAnswered() && !call.isTimedOut())
        .map(call -> callTimeout.minus(calls.took(call)))
        .min(Duration::compareTo);
  }
}
