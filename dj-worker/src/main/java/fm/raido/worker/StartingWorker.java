package fm.raido.worker;

import fm.raido.protection.gate.Gate;
import fm.raido.schemas.announcement.Outcome;
import fm.raido.schemas.protection.CallResult;
import fm.raido.schemas.settings.Settings;
import fm.raido.schemas.topic.OwnRights;
import fm.raido.schemas.topic.TopicAdmin;
import fm.raido.schemas.topic.TopicCatalogue;
import fm.raido.worker.intake.Assignments;
import fm.raido.worker.loop.WorkerEvents;
import fm.raido.worker.settlement.SettlementResult;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.common.acl.AclOperation;
import org.jspecify.annotations.Nullable;

/**
 * A worker that is made, and reads the protection log, while Spring's context is still coming up:
 * each takes seconds, and neither needs the other before both are done. Until somebody takes it, it
 * writes nothing and joins nothing, so a start that fails elsewhere leaves no trace.
 */
final class StartingWorker {
  private static final OwnRights RIGHTS =
      new OwnRights(
          Map.of(
              TopicCatalogue.REQUESTS,
              Set.of(AclOperation.READ),
              TopicCatalogue.OUTCOMES,
              Set.of(AclOperation.READ, AclOperation.WRITE),
              TopicCatalogue.DEAD_LETTERS,
              Set.of(AclOperation.WRITE),
              TopicCatalogue.PROTECTION,
              Set.of(AclOperation.READ, AclOperation.WRITE)),
          List.of(Worker.GROUP),
          List.of(TopicCatalogue.WORKER_TRANSACTIONS + "start"));

  private final CompletableFuture<Worker> made = new CompletableFuture<>();
  private final EventsToCome events = new EventsToCome();
  private final Consumer<String> fatal;

  /**
   * @param fatal told when the worker cannot go on
   */
  StartingWorker(Consumer<String> fatal) {
    this.fatal = fatal;
  }

  /**
   * Begins, on a thread of its own.
   *
   * @param connection how to reach the brokers; asked for on that thread
   */
  void begin(Settings settings, Supplier<Map<String, Object>> connection) {
    Thread.ofPlatform()
        .name("raido-start")
        .daemon()
        .start(() -> {
          try {
            Map<String, Object> kafka = connection.get();
            TopicAdmin.requireTopics(OperatorsKafka.forAdmin(kafka), RIGHTS);
            Worker worker = new Worker(settings, kafka, events, events, fatal);
            worker.readAhead();
            made.complete(worker);
          } catch (Exception | Error e) {
            made.completeExceptionally(e);
          }
        });
  }

  /**
   * The worker, once it is made; it is the caller's from then on.
   *
   * @param meters told of what is worth counting
   * @throws CompletionException around the reason why there is none
   */
  Worker take(WorkerMeters meters) {
    Worker worker = made.join();
    events.to = meters;
    events.standstill = meters;
    return worker;
  }

  /** Nobody will take it, or who took it failed with it: it is closed, now or once it is made. */
  void giveUp() {
    var _ = made.thenAccept(Worker::close);
  }

  /** Meters are made by Spring's context; before it is up there is nothing to count. */
  private static final class EventsToCome implements WorkerEvents, Assignments.Standstill {
    private volatile WorkerEvents to = UNCOUNTED;
    private volatile Assignments.@Nullable Standstill standstill;

    @Override
    public void arriving(int partition, Duration time) {
      Assignments.Standstill told = standstill;
      if (told != null) {
        told.arriving(partition, time);
      }
    }

    @Override
    public void staying(Collection<Integer> partitions, Duration time) {
      Assignments.Standstill told = standstill;
      if (told != null) {
        told.staying(partitions, time);
      }
    }

    @Override
    public void settled(Outcome outcome, Duration sinceAppend) {
      to.settled(outcome, sinceAppend);
    }

    @Override
    public void duplicate() {
      to.duplicate();
    }

    @Override
    public void called(CallResult result, Duration took) {
      to.called(result, took);
    }

    @Override
    public void settlementEnded(SettlementResult result, Duration took) {
      to.settlementEnded(result, took);
    }

    @Override
    public void turned(Gate gate, int waiting) {
      to.turned(gate, waiting);
    }
  }
}
