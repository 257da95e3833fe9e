package fm.raido.system.simulation;

import fm.raido.schemas.protection.CallResult;
import fm.raido.system.simulation.CallLedger.Call;
import fm.raido.system.simulation.Weather.Fault;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which workers know that the fault is their own: they failed as often as opens their breaker, and
 * have read that another one succeeded since. One that asks the host for more all the same keeps
 * the gate of the whole cluster closed.
 */
final class OwnRoads {
  /** Log time and true time differ by less, and so do two workers' log times. */
  private static final long SURE = 3_000;

  private final Simulation sim;
  private final Map<SimulatedWorker, Failures> failing = new HashMap<>();
  private final List<Success> successes = new ArrayList<>();
  private final Set<SimulatedWorker> cutOff = new HashSet<>();

  private record Failures(int inARow, long since) {}

  private record Success(SimulatedWorker worker, int place, long at) {}

  OwnRoads(Simulation sim) {
    this.sim = sim;
  }

  /** A worker tells of the end of one of its own calls. */
  void told(SimulatedWorker worker, CallResult result) {
    if (result.isHostFailure()) {
      Failures before = failing.getOrDefault(worker, new Failures(0, sim.now()));
      failing.put(worker, new Failures(before.inARow() + 1, before.since()));
    } else if (result.isHostSuccess()) {
      failing.remove(worker);
    }
  }

  /** The end of a call is in the log. */
  void toldOf(Call call, int place) {
    long lease = sim.least(settings -> (int) settings.callTimeout().toMillis());
    boolean isInTime = sim.now() - call.placedAt < lease;
    if (call.told != null && call.told.isHostSuccess() && isInTime) {
      successes.add(new Success(call.worker, place, sim.now()));
    }
  }

  /** What it knows now it must heed from here on. */
  void turned(SimulatedWorker worker) {
    if (!sim.weather().has(Fault.ROAD_CUT)) {
      return;
    }
    if (knowsItIsCutOff(worker)) {
      cutOff.add(worker);
    } else {
      cutOff.remove(worker);
    }
  }

  private boolean knowsItIsCutOff(SimulatedWorker worker) {
    Failures own = failing.get(worker);
    return own != null
        && own.inARow() >= worker.settings().breakerFailures()
        && successes.stream()
            .anyMatch(other ->
                other.worker() != worker
                    && other.place() < worker.folded()
                    && other.at() > own.since() + SURE);
  }

  /** A probe is how it comes back; for a request it must not call. */
  void dispatched(Call call) {
    if (call.request != null && cutOff.contains(call.worker)) {
      throw new BrokenPromise(
          "L5", call.callId + " is made by a worker that knows that it is cut off");
    }
  }
}
