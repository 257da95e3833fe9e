package fm.raido.system.storm;

import fm.raido.testkit.process.ChildJvm;
import fm.raido.testkit.process.ChildJvmBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One place for a worker process, with links of its own; empty between two processes. */
final class WorkerSlot {
  private static final Pattern ID = Pattern.compile("worker (worker-[0-9a-f]{8}) started");
  private static final Pattern READY = Pattern.compile("worker: worker-[0-9a-f]{8} is ready");

  /** A worker drains for its call time-out and a few seconds; where brokers are away, longer. */
  private static final Duration STOP_MAX = Duration.ofSeconds(50);

  /** 128 and the signal's number. */
  static final int SIGTERM_EXIT = 143;

  private final int number;
  private final ChildJvmBuilder builder;
  private final Chronicle chronicle;
  private @Nullable ChildJvm process;
  private @Nullable String id;

  WorkerSlot(int number, ChildJvmBuilder builder, Chronicle chronicle) {
    this.number = number;
    this.builder = builder;
    this.chronicle = chronicle;
  }

  String name() {
    return "worker " + number;
  }

  synchronized boolean isRunning() {
    return process != null && process.isAlive();
  }

  /** Starts a worker where none runs. */
  synchronized void start() {
    if (isRunning()) {
      return;
    }
    process = builder.start();
    id = null;
    chronicle.did(Deed.START_WORKER, name());
  }

  /** How this process calls itself in the log; empty until it has said so. */
  synchronized Optional<String> id() {
    ChildJvm running = process;
    if (id == null && running != null) {
      Matcher matcher = ID.matcher(running.output());
      id = matcher.find() ? matcher.group(1) : null;
    }
    return Optional.ofNullable(id);
  }

  /** Whether it has folded the log and joined. */
  synchronized boolean isReady() {
    ChildJvm running = process;
    return running != null && running.isAlive() && READY.matcher(running.output()).find();
  }

  synchronized void kill() {
    ChildJvm running = process;
    if (running != null && running.isAlive()) {
      running.kill();
      chronicle.did(Deed.KILL_WORKER, name());
    }
  }

  synchronized void suspend() {
    ChildJvm running = process;
    if (running != null && running.isAlive()) {
      running.suspend();
      chronicle.did(Deed.SUSPEND_WORKER, name());
    }
  }

  synchronized void resume(Instant since) {
    ChildJvm running = process;
    if (running != null && running.isAlive()) {
      running.resume();
      id().ifPresent(who -> chronicle.stoodStill(who, since, Instant.now()));
    }
  }

  /** SIGTERM, and waits for its end. Returns how long that took; empty where none ran. */
  Optional<Stop> stop() throws InterruptedException {
    ChildJvm running;
    synchronized (this) {
      running = process;
      if (running == null || !running.isAlive()) {
        return Optional.empty();
      }
      chronicle.did(Deed.STOP_WORKER, name());
      running.terminate();
    }
    long from = System.nanoTime();
    int code = running.awaitEnd(STOP_MAX);
    return Optional.of(new Stop(code, Duration.ofNanos(System.nanoTime() - from)));
  }

  /** How a worker ended that was asked to. */
  record Stop(int exitCode, Duration took) {}

  /** All that the last process has printed. */
  synchronized String output() {
    return process == null ? "" : process.output();
  }

  /** Fails where the process ended that nobody has ended. */
  synchronized void requireAlive() {
    if (process != null) {
      process.requireAlive();
    }
  }

  synchronized void close() {
    if (process != null) {
      process.kill();
    }
  }
}
