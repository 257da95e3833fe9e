package fm.raido.system.storm;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/** Workers die, stand still, stop, come and go. */
final class WorkerFaults {
  private final Stage stage;
  private final FaultAgenda agenda;
  private final Draw draw;

  WorkerFaults(Stage stage, FaultAgenda agenda, Draw draw) {
    this.stage = stage;
    this.agenda = agenda;
    this.draw = draw;
  }

  List<Fault> all() {
    return List.of(
        new Fault(14, this::killWorker),
        new Fault(3, this::suspendWorker),
        new Fault(3, this::terminateWorker),
        new Fault(2, this::scale));
  }

  private Void killWorker() {
    WorkerSlot slot = draw.slot(stage);
    Set<String> held = Set.of(slot.name());
    if (slot.isRunning() && agenda.hold(held)) {
      slot.kill();
      agenda.in(draw.millis(0, 2_500), () -> started(slot, held));
    }
    return null;
  }

  private Void started(WorkerSlot slot, Set<String> held) {
    slot.start();
    agenda.letGo(held);
    return null;
  }

  private Void suspendWorker() {
    WorkerSlot slot = draw.slot(stage);
    Set<String> held = Set.of(slot.name());
    if (slot.isReady() && agenda.hold(held)) {
      Instant since = Instant.now();
      slot.suspend();
      // Sometimes beyond its session of 6 s and the life of its leases.
      agenda.in(
          draw.millis(500, draw.below(4) == 0 ? 16_000 : 4_000),
          () -> {
            slot.resume(since);
            agenda.letGo(held);
            return null;
          });
    }
    return null;
  }

  private Void terminateWorker() {
    WorkerSlot slot = draw.slot(stage);
    Set<String> held = Set.of(slot.name());
    if (slot.isReady() && agenda.hold(held)) {
      AtomicBoolean stopped = new AtomicBoolean();
      Thread.ofVirtual()
          .start(() -> {
            try {
              slot.stop().ifPresent(stop -> stage.chronicle().stopped(slot.name(), stop));
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            } finally {
              stopped.set(true);
            }
          });
      agenda.when(stopped, () -> started(slot, held));
    }
    return null;
  }

  private Void scale() {
    int workers = 1 + draw.below(Stage.WORKERS);
    stage.chronicle().did(Deed.SCALE, workers + " workers");
    for (WorkerSlot slot : stage.slots().subList(workers, Stage.WORKERS)) {
      Set<String> held = Set.of(slot.name());
      if (slot.isRunning() && agenda.hold(held)) {
        slot.kill();
        agenda.in(draw.millis(3_000, 8_000), () -> started(slot, held));
      }
    }
    return null;
  }
}
