package fm.raido.benchmarks.pressure;

import fm.raido.agent.record.Recorder;
import fm.raido.agent.record.Recording;
import fm.raido.benchmarks.Benchmark;
import fm.raido.benchmarks.BenchmarkFailed;
import fm.raido.benchmarks.Figure;
import fm.raido.benchmarks.Plan;
import fm.raido.benchmarks.Spread;
import fm.raido.benchmarks.Target;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** From an overload to the record after which nothing is granted, through real processes. */
public final class PressureBenchmark implements Benchmark {
  /** Far beyond every target: a load that has closed no gate by then is a miss. */
  private static final Duration MISSED = Duration.ofSeconds(15);

  private static final int LOAD_SECONDS = 40;
  private static final Clock CLOCK = Clock.systemUTC();

  private final List<Figure> figures = new ArrayList<>();
  private final List<Double> toRecord = new ArrayList<>();
  private final List<Double> toPause = new ArrayList<>();

  @Override
  public String name() {
    return "pressure";
  }

  @Override
  public List<Figure> run(Plan plan) throws InterruptedException {
    figures.clear();
    toRecord.clear();
    toPause.clear();
    Path directory = plan.newDirectory("pressure");
    try (Stress stress = new Stress(directory);
        Cluster cluster = new Cluster(directory)) {
      for (Load load : Load.all(Runtime.getRuntime().availableProcessors())) {
        Optional<String> missing = Stress.missing(load);
        if (missing.isPresent()) {
          plan.progress().say("pressure: %s skipped: %s".formatted(load.name(), missing.get()));
        } else {
          repeat(plan, directory, cluster, stress, load);
        }
      }
    } catch (BenchmarkFailed e) {
      figures.forEach(figure -> plan.progress().say("pressure: until then " + figure.line()));
      throw e;
    }
    if (!toRecord.isEmpty()) {
      p99("reading to record p99", "ms", toRecord, new Target.AtMost(100));
      figures.add(Figure.alone("reading to last pause p50", "s", toPause, new Target.None()));
      p99("reading to last pause p99", "s", toPause, new Target.AtMost(1));
    }
    return List.copyOf(figures);
  }

  private void repeat(Plan plan, Path directory, Cluster cluster, Stress stress, Load load)
      throws InterruptedException {
    Path file = directory.resolve(load.name() + ".jsonl.gz");
    List<Instant> starts = new ArrayList<>();
    List<Double> seconds = new ArrayList<>();
    Recorder recorder = recorder(file, load);
    int repeats = plan.of(20, 5);
    for (int i = 1; i <= repeats; i++) {
      cluster.awaitCalm();
      stress.prepare(load);
      // Beats come every 5 s: a load must not always come at the same time between two.
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(plan.random().nextInt(1_000)));
      starts.add(CLOCK.instant());
      seconds.add(once(cluster, stress, load));
      cluster.requireAlive();
      plan.progress()
          .say(
              "pressure: %s %d of %d: %.2f s; the last pause %.2f s after the reading"
                  .formatted(load.name(), i, repeats, seconds.getLast(), toPause.getLast()));
    }
    add(load, seconds);
    add(load, starts, seconds, ended(recorder, file));
  }

  private double once(Cluster cluster, Stress stress, Load load) throws InterruptedException {
    Instant start = CLOCK.instant();
    try (Stress.On _ = stress.start(load, LOAD_SECONDS)) {
      Cluster.Closing closing = cluster.awaitClosed(start, MISSED);
      toRecord.add(millis(closing.criticalMade(), closing.criticalAppended()));
      toPause.add(millis(closing.criticalMade(), closing.lastPaused()) / 1_000);
      return millis(start, closing.criticalAppended()) / 1_000;
    } catch (BenchmarkFailed e) {
      // It counts, with times that meet no target.
      toPause.add((double) MISSED.toSeconds());
      return MISSED.toSeconds();
    }
  }

  private void add(Load load, List<Double> seconds) {
    boolean cpu = load.resource() == Load.Resource.CPU;
    figures.add(
        Figure.alone(
            load.name() + " p50", "s", seconds, cpu ? new Target.AtMost(1.5) : new Target.None()));
    p99(load.name() + " p99", "s", seconds, new Target.AtMost(cpu ? 2 : 0.5));
  }

  /** The same from the moment on at which the resource began to stall. */
  private void add(Load load, List<Instant> starts, List<Double> seconds, Recording recording) {
    List<Double> fromStall = new ArrayList<>();
    for (int i = 0; i < starts.size(); i++) {
      double startMs = millis(recording.header().begun(), starts.get(i));
      double onsetMs = Onset.after(recording, startMs, load.resource()).orElse(startMs);
      fromStall.add(seconds.get(i) - (onsetMs - startMs) / 1_000);
    }
    p99(load.name() + " p99 from stall", "s", fromStall, new Target.None());
  }

  private static Recorder recorder(Path file, Load load) {
    try {
      return Recorder.start(file, "", load.words());
    } catch (IOException e) {
      throw new BenchmarkFailed(file + " cannot be written: " + e, e);
    }
  }

  private static Recording ended(Recorder recorder, Path file) {
    try {
      recorder.close();
      return Recording.read(file);
    } catch (IOException e) {
      throw new BenchmarkFailed(file + " cannot be read: " + e, e);
    }
  }

  private void p99(String name, String unit, List<Double> values, Target target) {
    double p99 = Spread.percentile(values.stream().sorted().toList(), 99);
    figures.add(Figure.alone(name, unit, List.of(p99), target));
  }

  private static double millis(Instant from, Instant to) {
    return Duration.between(from, to).toNanos() / 1e6;
  }
}
