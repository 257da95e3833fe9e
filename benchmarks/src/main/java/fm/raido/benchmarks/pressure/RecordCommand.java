package fm.raido.benchmarks.pressure;

import fm.raido.agent.record.Mark;
import fm.raido.agent.record.Recorder;
import fm.raido.benchmarks.BenchmarkFailed;
import fm.raido.testkit.process.Directories;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code raido bench record}: makes the recordings that tests and documents rest on. */
@Command(
    name = "record",
    mixinStandardHelpOptions = true,
    description =
        "Stress this machine, and work on it, scenario by scenario; record its pressure meanwhile.")
public final class RecordCommand implements Callable<Integer> {
  private static final int CALM_SECONDS = 5;
  private static final int AFTER_SECONDS = 15;
  private static final double CALM_LOAD = 1;
  private static final int CALM_TRIES = 150;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "NAME", arity = "0..*", description = "Scenarios; default: all.")
  private List<String> names = List.of();

  @Option(names = "--to", required = true, paramLabel = "DIR", description = "Recordings go there.")
  private Path to = Path.of("");

  @Option(
      names = "--work",
      paramLabel = "DIR",
      description = "What the loads write goes below that one; default: where recordings go.")
  private @org.jspecify.annotations.Nullable Path work;

  @Option(
      names = "--load",
      paramLabel = "SECONDS",
      defaultValue = "70",
      description = "How long a load lasts (70).")
  private int loadSeconds = 70;

  @Override
  public Integer call() throws IOException, InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    Files.createDirectories(to);
    Path below = work == null ? to : Files.createDirectories(work);
    Path directory = Files.createTempDirectory(below, "raido-record-");
    int code = CommandLine.ExitCode.OK;
    try (Stress stress = new Stress(directory);
        Work night = new Work(directory)) {
      for (Scenario scenario : Scenario.all(stress, night, loadSeconds)) {
        if (!names.isEmpty() && !names.contains(scenario.name())) {
          continue;
        }
        if (scenario.missing().isPresent()) {
          out.println(scenario.name() + ": skipped: " + scenario.missing().get());
          continue;
        }
        try {
          record(scenario, directory);
          out.println(scenario.name() + ": recorded");
        } catch (BenchmarkFailed e) {
          out.println(scenario.name() + ": FAILED: " + e.getMessage());
          code = CommandLine.ExitCode.SOFTWARE;
        }
        out.flush();
      }
    } finally {
      Directories.delete(directory);
    }
    return code;
  }

  private void record(Scenario scenario, Path directory) throws IOException, InterruptedException {
    awaitCalm();
    scenario.prepare().run();
    Path file = to.resolve(scenario.name() + ".jsonl.gz");
    try (Recorder recorder =
        Recorder.start(file, Disk.under(directory).words(), scenario.words())) {
      pause(CALM_SECONDS);
      recorder.mark(Mark.LOAD_STARTS);
      scenario.play().run(recorder);
      recorder.mark(Mark.LOAD_ENDS);
      pause(AFTER_SECONDS);
    }
  }

  /** The load average remembers for minutes what went on before; a peer must not fire for that. */
  private static void awaitCalm() throws IOException {
    for (int i = 0; i < CALM_TRIES; i++) {
      String load = Files.readString(Path.of("/proc/loadavg"));
      if (Double.parseDouble(load.split(" ", 2)[0]) < CALM_LOAD) {
        return;
      }
      pause(2);
    }
    throw new BenchmarkFailed(
        "the load average is not below %.1f after %d s: something else works here"
            .formatted(CALM_LOAD, 2 * CALM_TRIES));
  }

  static void pause(int seconds) {
    LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(seconds));
  }
}
