package fm.raido.system.simulation;

import fm.raido.schemas.announcement.PassKey;
import fm.raido.schemas.protection.CallResult;
import fm.raido.schemas.protection.FoldSettings;
import fm.raido.schemas.protection.ProtectionRecord;
import fm.raido.schemas.protection.ProtectionRecord.CallEnded;
import fm.raido.schemas.protection.ProtectionRecord.ProbeAsked;
import fm.raido.schemas.protection.ProtectionRecord.SlotFreed;
import fm.raido.system.simulation.CallLedger.Call;
import fm.raido.system.simulation.RequestTopic.Wish;
import fm.raido.system.simulation.Weather.Fault;
import fm.raido.worker.speech.SpeechOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/**
 * What a worker owes to others while it keeps every limit: it tells in time how its calls end, asks
 * for nothing when it stops or in what leaves it, and calls for nothing that is too late.
 */
final class WorkerDuties {
  /** From an event to its turn, and from a turn to its effect. */
  private static final long PROMPT = 1_500;

  /** More than log time and true time lie apart, at the worst. */
  private static final Duration CLOCKS = Duration.ofSeconds(14);

  /** While a worker lives, the log is never silent for longer. */
  private static final long SILENCE = 25_000;

  private final Simulation sim;
  private final Set<String> told = new HashSet<>();
  private final Set<String> freed = new HashSet<>();

  WorkerDuties(Simulation sim) {
    this.sim = sim;
  }

  /** A worker has handed that record to its sender. */
  void sent(SimulatedWorker worker, ProtectionRecord record) {
    switch (record) {
      case CallEnded ended -> {
        if (!told.add(ended.callId())) {
          throw new BrokenPromise("L5", worker.name() + " tells an end twice: " + ended);
        }
      }
      case SlotFreed slot -> freed.add(slot.callId());
      case ProtectionRecord.CallAsked asked -> {
        Wish wish = sim.topic().wish(new PassKey(asked.requestId(), asked.pass()));
        if (worker.isStopping()) {
          throw new BrokenPromise("L2", worker.name() + " asks though it stops: " + asked);
        }
        if (wish != null && !worker.consumer().mayBeginIn(wish.partition())) {
          throw new BrokenPromise("L2", worker.name() + " asks in what leaves it: " + asked);
        }
      }
      case ProbeAsked asked -> {
        if (worker.expectsRefusal(asked)) {
          throw new BrokenPromise("L7", worker.name() + " asks in vain: " + asked);
        }
        if (!asked.own() && sim.calls().all().stream().anyMatch(it -> isProbeKnownTo(worker, it))) {
          throw new BrokenPromise("L7", worker.name() + " asks for a probe beside one");
        }
      }
      default -> {}
    }
  }

  /** It has read that this one was asked for, and nothing of its end. */
  private boolean isProbeKnownTo(SimulatedWorker worker, Call call) {
    return call.request == null
        && !call.own
        && call.foldedAtDispatch >= 0
        && call.place < worker.folded()
        && (call.toldPlace < 0 || call.toldPlace >= worker.folded())
        && sim.now() - call.placedAt < FoldSettings.GRANT_USABLE.toMillis();
  }

  /** A worker has decided by its log time. */
  void turned(SimulatedWorker worker) {
    if (worker.isLogTimeFalling()) {
      throw new BrokenPromise("L6", worker.name() + " has a log time that runs backwards");
    }
    long behind = sim.now() - worker.logTime();
    if (isClockRight() && worker.isLive() && behind > clocksDiffer().toMillis()) {
      throw new BrokenPromise("L6", worker.name() + " decides at a time " + behind + " ms ago");
    }
  }

  /** A record comes to the log, after so long in which none did. */
  void brokenSilence(long silence) {
    if (silence > SILENCE
        && !sim.weather().has(Fault.LOST_APPEND)
        && !sim.weather().has(Fault.SLOW_LOG)
        && sim.workers().stream().anyMatch(it -> sim.now() - it.awakeSince() > silence)) {
      throw new BrokenPromise("L10", "the log was silent for " + silence + " ms");
    }
  }

  /** A worker calls. */
  void dispatched(Call call) {
    Wish wish = call.request == null ? null : sim.topic().wish(call.request);
    if (wish == null) {
      return;
    }
    if (!call.worker.consumer().mayBeginIn(wish.partition())) {
      throw new BrokenPromise("L2", call.callId + " is begun in what leaves its worker");
    }
    Instant airBy = wish.airBy();
    long now = call.worker.logTime();
    if (airBy != null && now > airBy.minus(sim.weather().airLead()).toEpochMilli()) {
      throw new BrokenPromise("L6", call.callId + " is made for what must be on air by " + wish);
    }
    saysNothingTwice(call);
  }

  /** The same words cost nothing twice. */
  private void saysNothingTwice(Call call) {
    SpeechOrder order = call.order;
    if (order == null) {
      return;
    }
    Duration lately = sim.weather().lookAgain().plus(FoldSettings.GRANT_USABLE).plus(CLOCKS);
    if (isClockRight() && sim.store().keepsSince(order) < sim.now() - lately.toMillis()) {
      throw new BrokenPromise("L2", call.callId + " is made for words that are kept: " + order);
    }
    for (Call other : sim.calls().all()) {
      if (other != call
          && other.worker == call.worker
          && other.request != null
          && other.isStarted
          && other.truth == null
          && order.equals(other.order)) {
        throw new BrokenPromise("L2", call.callId + " is made beside " + other.callId);
      }
    }
  }

  /** Whether a worker's log time follows true time closely. */
  private boolean isClockRight() {
    Weather weather = sim.weather();
    return !weather.has(Fault.SUSPEND)
        && !weather.has(Fault.LONG_SLEEP)
        && !weather.has(Fault.PAUSE);
  }

  /** How far log time and true time may lie apart. */
  private Duration clocksDiffer() {
    Weather weather = sim.weather();
    return Duration.ofMillis(
        100
            + (weather.has(Fault.BROKER_CLOCK) ? 2_000 : 0)
            + (weather.has(Fault.SLOW_LOG) ? 11_000 : 0));
  }

  /** The host has answered. */
  void over(Call call) {
    long took = sim.now() - call.dispatchedAt;
    long timeout = sim.most(set -> (int) set.callTimeout().toMillis());
    boolean late = sim.weather().has(Fault.JOB_LATE) && took < timeout + 4_000 + PROMPT;
    if (took > timeout + PROMPT
        && !late
        && !call.isEnded
        && isClockRight()
        && call.worker.process().isAlive()) {
      throw new BrokenPromise("L5", call.callId + " hangs, and nobody was told in time");
    }
  }

  /** All is quiet. */
  void conclude(Call call) {
    if (call.truth != null
        && call.told == CallResult.TIMED_OUT
        && sim.now() - call.overAt > PROMPT
        && call.worker.process().isRunning()
        && !freed.contains(call.callId)) {
      throw new BrokenPromise("L4", call.callId + " is over, and keeps its slot");
    }
  }
}
