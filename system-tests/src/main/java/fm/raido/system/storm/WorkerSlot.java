package fm.raido.system.storm;

import fm.raido.testkit.process.ChildJvm;
import fm.raido.testkit.process.ChildJvmBuilder;
import fm.raido.testkit.process.ChildJvmFailed;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One place for a worker process, with links of its own; empty between two processes. */
public final class WorkerSlot {
  private static final Pattern ID = Pattern.compile("worker (worker-[0-9a-f]{8}) started");
  private static final Pattern READY =
      Pattern.compile("worker: worker-[0-9a-f]{8} is ready, health and metrics at port ([0-9]+)");

  /** A worker drains for its call time-out and a few seconds; where brokers are away, longer. */
  private static final Duration STOP_MAX = Duration.ofSeconds(50);

  /** How a worker's reason to end begins that found no brokers. */
  private static final String NO_BROKERS = "raido worker: cannot reach Kafka";

  private final int number;
  private final ChildJvmBuilder builder;
  private final Chronicle chronicle;
  private @Nullable ChildJvm process;
  private @Nullable String id;
  private Instant startedAt = Instant.EPOCH;
  private Instant disturbedFrom = Instant.EPOCH;
  private Instant disturbedUntil = Instant.EPOCH;

  /** Whether the last process was told to end. */
  private boolean dismissed;

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
    id(); // The last word of the one before.
    startedAt = Instant.now();
    process = builder.start();
    id = null;
    dismissed = false;
    chronicle.did(Deed.START_WORKER, name());
  }

  /** How this process calls itself in the log; empty until it has said so. */
  synchronized Optional<String> id() {
    ChildJvm running = process;
    if (id == null && running != null) {
      Matcher matcher = ID.matcher(running.output());
      id = matcher.find() ? matcher.group(1) : null;
      if (id != null && startedAt.isBefore(disturbedUntil)) {
        chronicle.stoodStill(id, disturbedFrom, disturbedUntil);
      }
    }
    return Optional.ofNullable(id);
  }

  /** The way to the host is disturbed for all workers that this place has until then. */
  synchronized void disturbed(Instant from, Instant to) {
    id().ifPresent(who -> chronicle.stoodStill(who, from, to));
    disturbedFrom = from;
    disturbedUntil = to;
  }

  /** Whether it has folded the log and joined. */
  synchronized boolean isReady() {
    ChildJvm running = process;
    return running != null
        && running.isAlive()
        && !dismissed
        && READY.matcher(running.output()).find();
  }

  /**
   * One of its meters, as Prometheus sees it.
   *
   * @param line its name and tags
   * @return NaN where it is not to be had
   */
  double meter(String line) throws InterruptedException {
    Matcher ready = READY.matcher(output());
    if (!ready.find()) {
      return Double.NaN;
    }
    URI page = URI.create("http://127.0.0.1:" + ready.group(1) + "/actuator/prometheus");
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request = HttpRequest.newBuilder(page).timeout(Duration.ofSeconds(5)).build();
      return client
          .send(request, HttpResponse.BodyHandlers.ofString())
          .body()
          .lines()
          .filter(it -> it.startsWith(line + " "))
          .mapToDouble(it -> Double.parseDouble(it.substring(line.length() + 1)))
          .findFirst()
          .orElse(Double.NaN);
    } catch (IOException e) {
      return Double.NaN;
    }
  }

  synchronized void kill() {
    ChildJvm running = process;
    if (running != null && running.isAlive()) {
      dismissed = true;
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
      dismissed = true;
      running.terminate();
    }
    long from = System.nanoTime();
    try {
      int code = running.awaitEnd(STOP_MAX);
      return Optional.of(new Stop(code, Duration.ofNanos(System.nanoTime() - from)));
    } catch (ChildJvmFailed e) {
      chronicle.fell(name(), "it does not stop: " + e.getMessage());
      running.kill();
      return Optional.of(new Stop(-1, STOP_MAX));
    }
  }

  /** How a worker ended that was asked to. */
  public record Stop(int exitCode, Duration took) {}

  /** All that the last process has printed. */
  synchronized String output() {
    return process == null ? "" : process.output();
  }

  /**
   * Starts a worker again that has ended of itself, as a supervisor does. One that found no brokers
   * when it started has done well to end; any other reason is told to the chronicle.
   */
  synchronized void supervise() {
    ChildJvm last = process;
    if (last == null || last.isAlive() || dismissed) {
      return;
    }
    String why = last.lastLines();
    if (why.contains(NO_BROKERS) && chronicle.brokersAreTroubled()) {
      chronicle.told(name() + " found no brokers and ended; it is started again");
    } else {
      chronicle.fell(name(), why);
    }
    start();
  }

  synchronized void close() {
    if (process != null) {
      process.kill();
    }
  }
}
