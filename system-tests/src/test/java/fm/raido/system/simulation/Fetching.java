package fm.raido.system.simulation;

import fm.raido.schemas.announcement.RequestReading;
import fm.raido.system.simulation.RequestTopic.Stored;
import fm.raido.system.simulation.Weather.Fault;
import fm.raido.worker.intake.Flow;
import fm.raido.worker.loop.Fetched;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A consumer's polls: which of its partitions they read is the flow's to say before each of them.
 */
final class Fetching {
  /** What a request counts for in its window. */
  private static final int BYTES = 900;

  private static final long GLANCE = 1_000;

  private final Simulation sim;
  private final SimulatedWorker worker;
  private final Dice dice;
  private final Map<Integer, Position> positions = new TreeMap<>();
  private final Set<Integer> moreToSee = new HashSet<>();
  private long lastGlance = Timeline.START;
  private boolean planned;
  private boolean held;

  private static final class Position {
    final long incarnation;
    long next = -1;
    long told = -1;

    Position(long incarnation) {
      this.incarnation = incarnation;
    }
  }

  Fetching(Simulation sim, SimulatedWorker worker, Dice dice) {
    this.sim = sim;
    this.worker = worker;
    this.dice = dice;
  }

  private Flow flow() {
    return worker.flow();
  }

  void assigned(int partition, long incarnation) {
    positions.put(partition, new Position(incarnation));
    flow().assigned(partition, incarnation);
  }

  void recovered(int partition, long incarnation, long from) {
    Position position = positions.get(partition);
    if (position != null && position.incarnation == incarnation) {
      position.next = from;
      flow().recovered(partition, incarnation);
      requestsGrew();
    }
  }

  void left(int partition) {
    positions.remove(partition);
    moreToSee.remove(partition);
    flow().left(partition);
  }

  /** The consumer thread is in a callback. */
  void hold() {
    held = true;
  }

  void goOn() {
    held = false;
    requestsGrew();
  }

  /** There may be something to read. */
  void requestsGrew() {
    if (!planned && worker.process().isAlive() && hasMore()) {
      planned = true;
      long wait = flow().isGateClosed() && moreToSee.isEmpty() ? 1_100 : 100;
      worker.process().in(dice.between(1, wait), this::poll);
    }
  }

  private boolean hasMore() {
    for (Map.Entry<Integer, Position> one : positions.entrySet()) {
      long next = one.getValue().next;
      boolean isTold = next == one.getValue().told || sim.bug() == PlantedBug.READ_TO_IS_NOT_TOLD;
      if (next >= 0 && (!isTold || next < sim.topic().records(one.getKey()).size())) {
        return true;
      }
    }
    return false;
  }

  private void poll() {
    planned = false;
    if (!held) {
      boolean glance = sim.now() - lastGlance >= GLANCE;
      lastGlance = glance ? sim.now() : lastGlance;
      int most = (int) dice.skewed(1, Flow.POLL_RECORDS);
      List<Fetched> records = new ArrayList<>();
      if (glance && sim.bug() != PlantedBug.READ_TO_IS_TOLD_EARLY) {
        tellReadTo();
      }
      positions.forEach((partition, position) -> {
        boolean look = glance || moreToSee.contains(partition);
        if (sim.bug() == PlantedBug.FULL_WINDOWS_ARE_NOT_PAUSED
            || flow().pause(partition, look) == Flow.Pause.NONE) {
          read(partition, position, most, records);
        }
      });
      if (glance && sim.bug() == PlantedBug.READ_TO_IS_TOLD_EARLY) {
        tellReadTo();
      }
      if (!records.isEmpty()) {
        worker.post(core -> core.fetched(records));
      }
    }
    requestsGrew();
  }

  /** Only what was handed on before this poll. */
  private void tellReadTo() {
    positions.forEach((partition, position) -> {
      if (flow().pause(partition, true) == Flow.Pause.NONE && position.told != position.next) {
        position.told = position.next;
        long incarnation = position.incarnation;
        long next = position.next;
        if (sim.bug() != PlantedBug.READ_TO_IS_NOT_TOLD) {
          worker.post(core -> core.passed(partition, incarnation, next));
        }
      }
    });
  }

  private void read(int partition, Position position, int most, List<Fetched> into) {
    List<Stored> all = sim.topic().records(partition);
    if (position.next > 0 && sim.storms(Fault.REPEATED_REQUEST) && dice.chance(0.1)) {
      position.next -= Math.min(position.next, dice.upTo(3)); // The brokers give it once more.
    }
    int before = into.size();
    while (position.next >= 0 && position.next < all.size() && into.size() < most) {
      Stored stored = all.get((int) position.next);
      RequestReading reading = stored.reading();
      if (reading != null) {
        into.add(
            new Fetched(
                partition,
                position.incarnation,
                position.next,
                stored.appendedAt(),
                BYTES,
                worker.bent().request(reading),
                reading instanceof RequestReading.Invalid ? new byte[] {'?'} : null,
                null));
      }
      position.next++;
    }
    if (position.next > Flow.RECORDS_MAX) {
      sim.outcomes().fetched(partition, position.next);
    }
    int read = into.size() - before;
    flow().handedOn(partition, position.incarnation, read, (long) read * BYTES);
    if (position.next < all.size()) {
      moreToSee.add(partition);
    } else {
      moreToSee.remove(partition);
    }
  }
}
