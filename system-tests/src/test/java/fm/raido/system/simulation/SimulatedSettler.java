package fm.raido.system.simulation;

import fm.raido.schemas.announcement.Outcome;
import fm.raido.schemas.announcement.OutcomeKind;
import fm.raido.system.simulation.RequestTopic.Transaction;
import fm.raido.system.simulation.Weather.Fault;
import fm.raido.worker.settlement.Batch;
import fm.raido.worker.settlement.SettlementResult;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Commits a worker's batches as the real settler and the brokers would, with all that may happen.
 */
final class SimulatedSettler {
  private static final long TRANSACTION_TIMEOUT = 10_000;

  private final Simulation sim;
  private final SimulatedWorker worker;
  private final Dice dice;
  private @Nullable Batch onItsWay;

  SimulatedSettler(Simulation sim, SimulatedWorker worker, Dice dice) {
    this.sim = sim;
    this.worker = worker;
    this.dice = dice;
  }

  /**
   * That partition goes to another worker, who reads what is settled: nothing may still be on its
   * way.
   */
  void letsGo(int partition, long incarnation) {
    if (onItsWay != null
        && onItsWay.parts().stream()
            .anyMatch(it -> it.partition() == partition && it.incarnation() == incarnation)) {
      throw new BrokenPromise(
          "L1", partition + " is let go before what was decided in it was committed");
    }
  }

  void settle(Batch batch) {
    onItsWay = batch;
    sim.outcomes().decided(batch);
    worker.process().in(pause(), () -> commit(batch));
  }

  private long pause() {
    return sim.storms(Fault.SETTLER_SLOW) && dice.chance(0.2)
        ? dice.upTo(8_000)
        : dice.between(1, 12);
  }

  private void answer(SettlementResult result) {
    worker
        .process()
        .in(
            dice.between(1, 4),
            () ->
                worker.post(core -> {
                  onItsWay = null;
                  core.settlementEnded(result);
                }));
  }

  private void commit(Batch batch) {
    int generation = worker.consumer().generation();
    List<Batch.Part> parts = new ArrayList<>();
    Set<Integer> dropped = new HashSet<>();
    for (Batch.Part part : batch.parts()) {
      if (worker.consumer().owns(part.partition(), part.incarnation())) {
        parts.add(part);
      } else {
        dropped.add(part.partition());
      }
    }
    if (parts.isEmpty()) {
      answer(new SettlementResult.Committed(batch, dropped));
    } else if (parts.stream().anyMatch(this::isUnwritable)) {
      worker
          .process()
          .in(
              dice.between(1, 60),
              () -> answer(new SettlementResult.Failed(batch, Map.of(), "record too large", true)));
    } else {
      worker
          .process()
          .in(pause(), () -> sendOffsets(batch, List.copyOf(parts), dropped, generation));
    }
  }

  /** Some requests have endings that no broker takes; the smallest letter always passes. */
  private boolean isUnwritable(Batch.Part part) {
    return sim.weather().has(Fault.UNWRITABLE)
        && part.decided().stream()
            .anyMatch(decided -> {
              Outcome outcome = decided.outcome();
              return outcome != null
                  && outcome.id().endsWith("7")
                  && !(outcome.outcome() == OutcomeKind.DEAD_LETTERED && outcome.kind() == null);
            });
  }

  private void sendOffsets(
      Batch batch, List<Batch.Part> parts, Set<Integer> dropped, int generation) {
    if (!sim.group().takesFrom(worker.consumer(), generation)) {
      answer(
          sim.bug() == PlantedBug.WAITING_IS_FAILURE
              ? new SettlementResult.Failed(batch, Map.of(), "the group moved", true)
              : new SettlementResult.Postponed(batch, "the group moved"));
      return;
    }
    Transaction transaction = sim.topic().begin(parts);
    sim.timeline().in(TRANSACTION_TIMEOUT + dice.upTo(1_000), () -> transaction.end(false));
    if (sim.storms(Fault.UNKNOWN_FATE) && dice.chance(0.3)) {
      // Whether the brokers got the word to commit, nobody knows.
      boolean commits = dice.chance(0.5);
      sim.timeline().in(dice.skewed(1, 9_000), () -> transaction.end(commits));
      worker.process().in(dice.skewed(5, 3_000), () -> findOut(batch));
      return;
    }
    worker
        .process()
        .in(
            pause(),
            () ->
                sim.timeline()
                    .in(
                        dice.between(1, 4),
                        () -> {
                          transaction.end(true);
                          worker.process().run(() -> ended(batch, dropped, transaction));
                        }));
  }

  private void ended(Batch batch, Set<Integer> dropped, Transaction transaction) {
    if (transaction.isCommitted()) {
      answer(new SettlementResult.Committed(batch, dropped));
    } else {
      findOut(batch);
    }
  }

  private void findOut(Batch batch) {
    if (sim.bug() == PlantedBug.UNKNOWN_FATE_IS_FAILURE) {
      answer(new SettlementResult.Failed(batch, Map.of(), "no answer", false));
      return;
    }
    List<Integer> partitions = batch.parts().stream().map(Batch.Part::partition).toList();
    Runnable read =
        () ->
            worker
                .process()
                .in(
                    dice.between(1, 20),
                    () ->
                        answer(
                            new SettlementResult.Failed(
                                batch, sim.topic().marks(partitions), "no answer", false)));
    for (int partition : partitions) {
      Runnable next = read;
      read = () -> sim.topic().whenStable(partition, next);
    }
    read.run();
  }
}
