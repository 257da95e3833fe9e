package fm.raido.system.simulation;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import org.slf4j.LoggerFactory;

/** Runs many schedules on all cores, and writes down the first that breaks a promise. */
final class Schedules {
  private Schedules() {}

  /**
   * What came of them.
   *
   * @param cpuSeconds of the whole process meanwhile, which says more than the time where others
   *     use the machine too
   * @param broken a line for each of the first few seeds that broke a promise
   */
  record Summary(
      long schedules,
      double seconds,
      double cpuSeconds,
      long outcomes,
      long asks,
      List<String> broken) {
    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "%d schedules in %.1f s (%.1f s of CPU), %d outcomes, %d asks, broken: %s",
          schedules,
          seconds,
          cpuSeconds,
          outcomes,
          asks,
          broken);
    }
  }

  static Summary run(LongStream seeds, LongFunction<Simulation> schedule) {
    return run(seeds, schedule, one -> {});
  }

  /** The same; each schedule is looked at when it has run. */
  static Summary run(
      LongStream seeds, LongFunction<Simulation> schedule, Consumer<Simulation> look) {
    quieten();
    long start = System.nanoTime();
    double cpuBefore = cpuSeconds();
    AtomicLong count = new AtomicLong();
    AtomicLong outcomes = new AtomicLong();
    AtomicLong asks = new AtomicLong();
    ConcurrentSkipListMap<Long, String> broken = new ConcurrentSkipListMap<>();
    seeds
        .parallel()
        .forEach(seed -> {
          Simulation one = schedule.apply(seed);
          try {
            one.run();
          } catch (RuntimeException | StackOverflowError e) {
            broken.put(seed, "seed " + seed + ": " + e);
          }
          look.accept(one);
          count.incrementAndGet();
          outcomes.addAndGet(one.outcomes().count());
          asks.addAndGet(one.calls().all().size());
        });
    if (!broken.isEmpty()) {
      writeDown(broken.firstKey(), schedule);
    }
    return new Summary(
        count.get(),
        (System.nanoTime() - start) / 1e9,
        cpuSeconds() - cpuBefore,
        outcomes.get(),
        asks.get(),
        broken.values().stream().limit(5).toList());
  }

  private static double cpuSeconds() {
    return ProcessHandle.current()
        .info()
        .totalCpuDuration()
        .map(cpu -> cpu.toNanos() / 1e9)
        .orElse(0.0);
  }

  /** The workers' warnings of thousands of outages would hide what matters. */
  static void quieten() {
    for (String name : List.of("fm.raido.worker", "io.github.resilience4j")) {
      if (LoggerFactory.getLogger(name) instanceof Logger logger) {
        logger.setLevel(Level.OFF);
      }
    }
  }

  private static void writeDown(long seed, LongFunction<Simulation> schedule) {
    Simulation again = schedule.apply(seed).traced();
    String end;
    try {
      again.run();
      end = "it kept every promise when it was replayed";
    } catch (RuntimeException | StackOverflowError e) {
      end = e.toString();
    }
    Path file = Path.of("target", "simulation-" + seed + ".txt");
    try {
      Files.createDirectories(Path.of("target"));
      Files.writeString(file, String.join("\n", again.traceLines()) + "\n" + end + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    System.out.println(
        "replay it with -Dsimulation.seed=" + seed + "; what happened is in " + file);
  }
}
