package fm.raido.worker.loop;

import fm.raido.worker.intake.IntakeEvents;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a {@link WorkerCore} on one thread: events in the order in which they came, then a turn,
 * then sleep until the next.
 */
public final class WorkerLoop implements IntakeEvents, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WorkerLoop.class);

  /** Events between two turns, at most: timers and settlements must not wait for a flood to end. */
  private static final int EVENTS_A_TURN = 1_000;

  private final BlockingQueue<Consumer<WorkerCore>> events = new LinkedBlockingQueue<>();
  private final Thread thread = Thread.ofPlatform().name("raido-loop").unstarted(this::run);
  private final Consumer<Throwable> onBug;
  private @Nullable WorkerCore core;
  private volatile boolean closing;

  /**
   * @param onBug told when the core failed, which it never should; the loop has ended then
   */
  public WorkerLoop(Consumer<Throwable> onBug) {
    this.onBug = onBug;
  }

  /** Starts with that core, which from here on belongs to the loop's thread. */
  public void start(WorkerCore itsCore) {
    core = itsCore;
    thread.start();
  }

  /** Has an event worked off; never waits. */
  public void post(Consumer<WorkerCore> event) {
    events.add(event);
  }

  /** Asks the core something, on its thread. */
  public <T> CompletableFuture<T> ask(Function<WorkerCore, T> question) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    post(itsCore -> {
      try {
        answer.complete(question.apply(itsCore));
      } catch (RuntimeException e) {
        answer.completeExceptionally(e);
      }
    });
    return answer;
  }

  /** The same, waited for: what the core says, or nothing where it does not answer within 2 s. */
  public <T> Optional<T> answer(Function<WorkerCore, T> question) {
    try {
      return Optional.of(ask(question).get(2, TimeUnit.SECONDS));
    } catch (ExecutionException | TimeoutException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  @Override
  public void assigned(int partition, long incarnation) {
    post(itsCore -> itsCore.assigned(partition, incarnation));
  }

  @Override
  public void revoked(int partition, long incarnation, Runnable flushed) {
    post(itsCore -> itsCore.revoked(partition, incarnation, flushed));
  }

  @Override
  public void left(int partition, long incarnation) {
    post(itsCore -> itsCore.left(partition, incarnation));
  }

  @Override
  public void fetched(List<Fetched> records) {
    post(itsCore -> itsCore.fetched(records));
  }

  @Override
  public void passed(int partition, long incarnation, long next) {
    post(itsCore -> itsCore.passed(partition, incarnation, next));
  }

  @Override
  public void close() {
    closing = true;
    post(itsCore -> {});
    try {
      thread.join(Duration.ofSeconds(5));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    WorkerCore itsCore = java.util.Objects.requireNonNull(core);
    try {
      Duration wait = Duration.ZERO;
      while (!closing) {
        Consumer<WorkerCore> event = events.poll(wait.toNanos(), TimeUnit.NANOSECONDS);
        for (int i = 0; event != null && i < EVENTS_A_TURN; i++) {
          event.accept(itsCore);
          event = i + 1 < EVENTS_A_TURN ? events.poll() : null;
        }
        wait = itsCore.turn();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error e) {
      LOG.error("the event loop failed; this worker stops", e);
      onBug.accept(e);
    }
  }
}
