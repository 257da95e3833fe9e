package fm.raido.benchmarks.pressure;

import fm.raido.benchmarks.Benchmark;
import fm.raido.benchmarks.BenchmarkFailed;
import fm.raido.benchmarks.Figure;
import fm.raido.benchmarks.Plan;
import fm.raido.benchmarks.Programs;
import fm.raido.benchmarks.Target;
import fm.raido.schemas.protection.ProtectionRecord.HostBeat;
import fm.raido.testkit.process.ChildJvm;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** CPU, memory and start of the agent, beside a JVM that sleeps and Debian's node exporter. */
public final class Costs implements Benchmark {
  private static final String EXPORTER = "prometheus-node-exporter";
  private static final Duration START_MAX = Duration.ofSeconds(30);

  /** As long as the launcher lets the agent run before its first start that counts. */
  private static final Duration TRAINING = Duration.ofSeconds(4);

  private static final Clock CLOCK = Clock.systemUTC();

  @Override
  public String name() {
    return "agent";
  }

  @Override
  public List<Figure> run(Plan plan) throws InterruptedException {
    Path directory = plan.newDirectory("costs");
    Path cache = directory.resolve("agent.aot");
    ChildJvm broker = Cluster.broker(directory);
    try (broker) {
      String servers = Cluster.ready(broker);
      try (LogTail log = new LogTail(servers)) {
        List<Double> starts = new ArrayList<>();
        for (int i = 0; i <= plan.repeats(); i++) {
          plan.progress().say("agent: start of the agent %d of %d".formatted(i, plan.repeats()));
          double seconds =
              start(
                  directory,
                  servers,
                  log,
                  i == 0 ? Programs.makesCache(cache) : Programs.usesCache(cache),
                  i == 0);
          if (i > 0) {
            starts.add(seconds);
          }
        }
        List<Figure> figures = new ArrayList<>(use(plan, directory, servers, cache));
        figures.add(Figure.alone("agent, first beat", "s", starts, new Target.AtMost(1.2)));
        return figures;
      }
    }
  }

  private static double start(
      Path directory, String servers, LogTail log, List<String> options, boolean trains)
      throws InterruptedException {
    Instant begun = CLOCK.instant();
    try (ChildJvm _ = AgentProcess.start(directory, servers, options)) {
      Instant first =
          log.await(
              "the agent's first beat",
              START_MAX,
              entries ->
                  entries.stream()
                      .filter(
                          e -> e.record() instanceof HostBeat && !e.appendedAt().isBefore(begun))
                      .map(LogTail.Entry::appendedAt)
                      .findFirst());
      if (trains) {
        LockSupport.parkNanos(TRAINING.toNanos());
      }
      return Duration.between(begun, first).toNanos() / 1e9;
    }
  }

  private static List<Figure> use(Plan plan, Path directory, String servers, Path cache)
      throws InterruptedException {
    int warmUp = plan.of(600, 60);
    int seconds = plan.of(60, 20);
    Optional<Exporter> exporter = Exporter.start(directory);
    if (exporter.isEmpty()) {
      plan.progress()
          .say("agent: %s is not there: apt-get install %s".formatted(EXPORTER, EXPORTER));
    }
    try (ChildJvm agent = AgentProcess.start(directory, servers, Programs.usesCache(cache));
        ChildJvm sleeper = AgentProcess.sleeper(directory)) {
      // What runs for months is not told by its first minutes, in which its compiler still works.
      plan.progress().say("agent: costs, %d s after a warm-up of %d".formatted(seconds, warmUp));
      scrape(exporter, warmUp);
      List<Long> pids = new ArrayList<>(List.of(agent.pid(), sleeper.pid()));
      exporter.ifPresent(e -> pids.add(e.process.pid()));
      List<Double> before = pids.stream().map(Costs::cpuSeconds).toList();
      long from = System.nanoTime();
      scrape(exporter, seconds);
      double elapsed = (System.nanoTime() - from) / 1e9;
      List<Double> percent = new ArrayList<>();
      for (int i = 0; i < pids.size(); i++) {
        percent.add(100 * (cpuSeconds(pids.get(i)) - before.get(i)) / elapsed);
      }
      agent.requireAlive();
      List<Figure> figures = new ArrayList<>();
      figures.add(
          Figure.alone(
              "agent CPU above a sleeper",
              "points",
              List.of(percent.get(0) - percent.get(1)),
              new Target.AtMost(0.3)));
      figures.add(
          Figure.alone("agent RSS", "MB", List.of(residentMb(pids.get(0))), new Target.AtMost(80)));
      alone(figures, "agent CPU, % of a core", percent.get(0));
      alone(figures, "sleeper CPU, % of a core", percent.get(1));
      alone(figures, "sleeper RSS, MB", residentMb(pids.get(1)));
      exporter.ifPresent(e -> {
        alone(figures, "node exporter CPU, %", percent.get(2));
        alone(figures, "node exporter RSS, MB", residentMb(pids.get(2)));
        alone(figures, "node exporter start, s", e.startSeconds);
      });
      return figures;
    } finally {
      exporter.ifPresent(e -> Shell.end(e.process));
    }
  }

  private static void alone(List<Figure> figures, String name, double value) {
    figures.add(Figure.alone(name, "", List.of(value), new Target.None()));
  }

  private static void scrape(Optional<Exporter> exporter, int seconds) {
    for (int i = 0; i < seconds; i++) {
      exporter.ifPresent(Exporter::scrape);
      LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
    }
  }

  /** What all threads of a process have used so far. */
  private static double cpuSeconds(long pid) {
    try (var tasks = Files.list(Path.of("/proc/" + pid + "/task"))) {
      long nanos = 0;
      for (Path task : tasks.toList()) {
        nanos += Long.parseLong(Files.readString(task.resolve("schedstat")).split(" ", 2)[0]);
      }
      return nanos / 1e9;
    } catch (IOException e) {
      throw new BenchmarkFailed("the CPU time of process " + pid + " cannot be read: " + e, e);
    }
  }

  private static double residentMb(long pid) {
    try {
      String status = Files.readString(Path.of("/proc/" + pid + "/status"));
      String kib = status.replaceAll("(?s).*VmRSS:\\s+(\\d+) kB.*", "$1");
      return Long.parseLong(kib) * 1_024 / 1e6;
    } catch (IOException e) {
      throw new BenchmarkFailed("the memory of process " + pid + " cannot be read: " + e, e);
    }
  }

  /** Debian's, on a port of its own. */
  private static final class Exporter {
    private final Process process;
    private final URI metrics;
    private double startSeconds;

    private Exporter(Process process, URI metrics) {
      this.process = process;
      this.metrics = metrics;
    }

    static Optional<Exporter> start(Path directory) {
      if (!Shell.has(EXPORTER)) {
        return Optional.empty();
      }
      int port = freePort();
      long from = System.nanoTime();
      Process process =
          Shell.start(directory, List.of(EXPORTER, "--web.listen-address=127.0.0.1:" + port));
      AtEnd.remember(() -> Shell.end(process));
      Exporter exporter =
          new Exporter(process, URI.create("http://127.0.0.1:" + port + "/metrics"));
      while (exporter.tryScrape() != null) {
        if (System.nanoTime() - from > START_MAX.toNanos()) {
          throw new BenchmarkFailed(EXPORTER + " does not answer");
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
      }
      exporter.startSeconds = (System.nanoTime() - from) / 1e9;
      return Optional.of(exporter);
    }

    void scrape() {
      IOException failed = tryScrape();
      if (failed != null) {
        throw new BenchmarkFailed(EXPORTER + " does not answer: " + failed, failed);
      }
    }

    private @Nullable IOException tryScrape() {
      try (var in = metrics.toURL().openStream()) {
        in.readAllBytes();
        return null;
      } catch (IOException e) {
        return e;
      }
    }

    private static int freePort() {
      try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        return free.getLocalPort();
      } catch (IOException e) {
        throw new BenchmarkFailed("no port is free: " + e, e);
      }
    }
  }
}
