package fm.raido.benchmarks;

import fm.raido.schemas.protection.ProtectionRecord;
import fm.raido.schemas.topic.TopicCatalogue;
import fm.raido.schemas.wire.RaidoRecords;
import fm.raido.testkit.process.ChildJvm;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToDoubleFunction;

/**
 * A worker with a heap of 128 MiB in front of a topic full of requests: first behind a gate that an
 * operator has closed, until its windows are full and for a minute after that; then speaking.
 */
final class MemoryBenchmark implements Benchmark {
  private static final int EVERY_SECONDS = 5;

  /** A paused worker fetches one poll a second and partition until its windows are full. */
  private static final int FILL_SECONDS = 240;

  private static final double GROWTH_PERCENT = 10;

  /** Unsettled records of a partition that a worker holds at most. */
  private static final int WINDOW = 8_000;

  private record Sample(double residentMiB, double heapMiB, double waiting) {}

  @Override
  public String name() {
    return "memory";
  }

  @Override
  public List<Figure> run(Plan plan) throws InterruptedException {
    try (Scene scene = Scene.open(plan.newDirectory("memory"));
        QuickVoice voice = QuickVoice.start();
        RequestFeed feed = scene.feed();
        WorkerPort port = new WorkerPort()) {
      int count = plan.of(1_000_000, 200_000);
      plan.progress().say("memory: writing %,d requests".formatted(count));
      feed.flood(TopicCatalogue.REQUESTS, count, n -> feed.fresh("waiting-" + n));
      turnSwitch(feed, true);
      try (ChildJvm worker = worker(scene, voice, port)) {
        return measure(
            plan, feed, worker, new ProcessMemory(worker.pid(), collectorLog(scene)), port);
      }
    }
  }

  private static ChildJvm worker(Scene scene, QuickVoice voice, WorkerPort port) {
    return Programs.worker(
        scene,
        List.of(
            "-Xmx128m",
            "-XX:+ExitOnOutOfMemoryError",
            ProcessMemory.logOption(collectorLog(scene))),
        Map.of(
            "KOKORO_BASE_URL", voice.baseUrl(),
            "WORKER_PORT", Integer.toString(port.port()),
            // Much is to pass through the windows; calls at one time stay as few as by default.
            "TTS_MAX_PER_MINUTE", "100000"));
  }

  private static Path collectorLog(Scene scene) {
    return scene.directory().resolve("gc.log");
  }

  private static void turnSwitch(RequestFeed feed, boolean on) {
    Clock clock = Clock.systemUTC();
    feed.append(
        RaidoRecords.protection(
            new ProtectionRecord.SwitchSet(on, "bench", "bench", Duration.ofHours(1)),
            "/bench",
            clock.instant()));
  }

  private static List<Figure> measure(
      Plan plan, RequestFeed feed, ChildJvm worker, ProcessMemory memory, WorkerPort port)
      throws InterruptedException {
    awaitFull(plan, worker, port);
    List<Sample> closed = samples(plan, "closed", plan.of(12, 9), worker, memory, port);
    turnSwitch(feed, false);
    List<Sample> open = samples(plan, "open", plan.of(12, 6), worker, memory, port);
    double settled = port.meter("raido_outcomes_seconds_count").orElse(0);
    plan.progress().say("memory: %.0f requests were settled while open".formatted(settled));
    if (settled < 1) {
      throw new BenchmarkFailed("nothing was settled after the gate was opened");
    }
    return List.of(
        resident("memory RSS, gate closed", closed, new Target.None()),
        resident("memory RSS, gate open", open, new Target.None()),
        growth("RSS growth, gate closed", closed, Sample::residentMiB),
        growth("RSS growth, gate open", open, Sample::residentMiB),
        growth("heap growth, gate closed", closed, Sample::heapMiB),
        growth("heap growth, gate open", open, Sample::heapMiB),
        Figure.alone(
            "memory, requests held",
            "requests",
            closed.stream().map(Sample::waiting).toList(),
            new Target.AtMost(WINDOW * Scene.PARTITIONS)));
  }

  private static Figure resident(String name, List<Sample> samples, Target target) {
    return Figure.alone(name, "MiB", samples.stream().map(Sample::residentMiB).toList(), target);
  }

  /** Each sample of the last third against the median of the first third. */
  private static Figure growth(String name, List<Sample> samples, ToDoubleFunction<Sample> value) {
    List<Double> values = samples.stream().map(value::applyAsDouble).toList();
    int third = Math.max(1, values.size() / 3);
    double before = Spread.of(values.subList(0, third)).median();
    List<Double> percent =
        values.subList(values.size() - third, values.size()).stream()
            .map(one -> 100 * (one / before - 1))
            .toList();
    return Figure.alone(name, "%", percent, new Target.AtMost(GROWTH_PERCENT));
  }

  /** Waits until the number of requests that are held has not changed for 10 s. */
  private static void awaitFull(Plan plan, ChildJvm worker, WorkerPort port)
      throws InterruptedException {
    double last = -1;
    int same = 0;
    for (int second = 0; second < FILL_SECONDS; second++) {
      pause(1);
      worker.requireAlive();
      double now = port.waiting().orElse(0);
      same = now > 0 && now == last ? same + 1 : 0;
      last = now;
      if (same >= 10) {
        return;
      }
      if (second % 15 == 0) {
        plan.progress().say("memory: %.0f requests are held".formatted(now));
      }
    }
    throw new BenchmarkFailed(
        "the windows still fill after %d s; %.0f requests are held".formatted(FILL_SECONDS, last));
  }

  private static List<Sample> samples(
      Plan plan, String gate, int count, ChildJvm worker, ProcessMemory memory, WorkerPort port)
      throws InterruptedException {
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      pause(EVERY_SECONDS);
      worker.requireAlive();
      Sample sample =
          new Sample(memory.residentMiB(), memory.liveHeapMiB(), port.waiting().orElse(Double.NaN));
      plan.progress()
          .say(
              "memory: gate %s, RSS %.1f MiB, live heap %.1f MiB, %.0f held"
                  .formatted(gate, sample.residentMiB(), sample.heapMiB(), sample.waiting()));
      samples.add(sample);
    }
    return samples;
  }

  private static void pause(int seconds) {
    LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(seconds));
  }
}
