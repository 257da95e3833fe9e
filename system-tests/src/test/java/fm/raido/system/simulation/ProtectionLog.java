package fm.raido.system.simulation;

import fm.raido.schemas.protection.CallResult;
import fm.raido.schemas.protection.ProtectionRecord;
import fm.raido.schemas.protection.ProtectionRecord.CallAsked;
import fm.raido.schemas.protection.ProtectionRecord.CallEnded;
import fm.raido.schemas.protection.ProtectionRecord.ProbeAsked;
import fm.raido.schemas.protection.ProtectionRecord.SlotFreed;
import fm.raido.system.simulation.Weather.Fault;
import fm.raido.worker.loop.LogEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The protection log as its brokers keep it: one order, one clock. A record takes a while to
 * arrive, may get lost or arrive twice, and those of one writer arrive in their order.
 */
final class ProtectionLog {
  /** Who writes where no worker does: agents and operators. */
  static final String OUTSIDE = "outside";

  /** Eight days, and a segment that is not yet closed. */
  private static final long RETAINED = (8 * 24 + 6) * 3_600_000L;

  private final Simulation sim;
  private final Dice dice;
  private final List<Place> places = new ArrayList<>();
  private final Map<String, Long> lastArrival = new HashMap<>();
  private long clockOffset;
  private long awayUntil;

  /**
   * One record in its place.
   *
   * @param entry what readers get
   * @param arrivedAt in true time
   */
  record Place(LogEntry entry, long arrivedAt) {}

  ProtectionLog(Simulation sim, Dice dice) {
    this.sim = sim;
    this.dice = dice;
  }

  List<Place> places() {
    return places;
  }

  /** The first place that is still retained. */
  int beginning() {
    int first = 0;
    if (sim.weather().nightMillis() > 0) {
      while (first < places.size() && places.get(first).arrivedAt() < sim.now() - RETAINED) {
        first++;
      }
    }
    return first;
  }

  /** Its leader is gone for so long; the next one's clock differs by so much. */
  void changeLeader(long awayMillis, long newClockOffset) {
    awayUntil = sim.now() + awayMillis;
    sim.timeline().in(awayMillis, () -> clockOffset = newClockOffset);
  }

  /** On its way from that writer. */
  void send(String writer, Optional<ProtectionRecord> record) {
    if (sim.storms(Fault.LOST_APPEND) && dice.chance(0.04)) {
      sim.trace(() -> "lost on its way: " + record);
      return;
    }
    long latency = sim.storms(Fault.SLOW_LOG) && dice.chance(0.1) ? dice.upTo(2_500) : 0;
    long arrival =
        Math.max(
            Math.max(sim.now(), awayUntil) + dice.between(1, 6) + latency,
            lastArrival.getOrDefault(writer, 0L));
    lastArrival.put(writer, arrival);
    sim.timeline().at(arrival, () -> append(record));
    if (sim.storms(Fault.REPEATED_APPEND) && !writer.equals(OUTSIDE) && dice.chance(0.1)) {
      sim.timeline().at(arrival + dice.skewed(0, 60_000), () -> append(record));
    }
  }

  /** Somebody tells the end of a call that was never his. */
  void stray() {
    List<ProtectionRecord> asks =
        places.stream()
            .flatMap(place -> place.entry().record().stream())
            .filter(it -> it instanceof CallAsked || it instanceof ProbeAsked)
            .toList();
    if (!asks.isEmpty()) {
      String callId = asks.get(Math.max(0, asks.size() - 1 - dice.upTo(2))).about();
      CallResult result = dice.pick(List.of(CallResult.values()));
      append(Optional.of(new CallEnded(callId, "stranger", result, Duration.ZERO, null)), true);
      append(Optional.of(new SlotFreed(callId, "stranger")), true);
    }
  }

  private void append(Optional<ProtectionRecord> record) {
    append(record, false);
  }

  private void append(Optional<ProtectionRecord> record, boolean isStray) {
    if (!places.isEmpty()) {
      sim.calls().brokenSilence(sim.now() - places.getLast().arrivedAt());
    }
    Instant stamp = Instant.ofEpochMilli(sim.now() + clockOffset);
    places.add(new Place(new LogEntry(stamp, record), sim.now()));
    sim.trace(() -> "log " + (places.size() - 1) + " " + record);
    if (!isStray) {
      record.ifPresent(it -> sim.calls().appended(it));
    }
    sim.workers().forEach(SimulatedWorker::logGrew);
  }
}
