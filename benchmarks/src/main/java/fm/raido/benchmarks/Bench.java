package fm.raido.benchmarks;

import fm.raido.benchmarks.pressure.Costs;
import fm.raido.benchmarks.pressure.Night;
import fm.raido.benchmarks.pressure.PlotCommand;
import fm.raido.benchmarks.pressure.PressureBenchmark;
import fm.raido.benchmarks.pressure.RecordCommand;
import fm.raido.benchmarks.pressure.ReplayCommand;
import fm.raido.schemas.settings.Durations;
import fm.raido.schemas.wire.Json;
import fm.raido.testkit.process.ChildJvmFailed;
import fm.raido.testkit.process.Directories;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code raido bench}: measures, one line a figure, and says which targets are met. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    subcommands = {RecordCommand.class, ReplayCommand.class, PlotCommand.class},
    description =
        "Measure latency, throughput, start, memory, replay and the answer to an overload, beside"
            + " peers.",
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:every target of what was run is met",
      "1:a target is not met, or something failed",
      "2:wrong usage"
    })
public final class Bench implements Callable<Integer> {
  private static final List<Benchmark> ALL =
      List.of(
          new LatencyBenchmark(),
          new StaleBenchmark(100_000),
          new StartBenchmark(),
          new MemoryBenchmark(),
          new LettersBenchmark(100_000),
          new PressureBenchmark(),
          new Costs(),
          new Night());

  private static final Duration NIGHT_MIN = Duration.ofSeconds(10);
  private static final Duration NIGHT_MAX = Duration.ofHours(12);

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "NAME",
      arity = "0..*",
      description =
          "latency, stale, start, memory, letters, pressure, agent, night (default: all, about an"
              + " hour).")
  private List<String> names = List.of();

  @Option(names = "--quick", description = "Fewer and shorter repeats: about 15 minutes.")
  private boolean quick;

  @Option(names = "--json", paramLabel = "FILE", description = "Write the figures there, too.")
  private @Nullable Path json;

  @Option(
      names = "--keep",
      paramLabel = "DIR",
      description = "Work in a directory below that one, and leave logs and data there.")
  private @Nullable Path keep;

  @Option(
      names = "--night",
      paramLabel = "TIME",
      defaultValue = "3m",
      description = "With night: how long false alarms are counted (3m).")
  private String night = "3m";

  /** Runs and exits. */
  public static void main(String[] args) {
    if (System.getProperty("logback.configurationFile") == null) {
      // The broker in this JVM speaks only through what it does.
      System.setProperty("logback.configurationFile", "fm/raido/station/logback-command.xml");
    }
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Bench());
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    List<Benchmark> chosen = chosen();
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    Machine machine = Machine.look();
    tell(out, machine.words());
    machine.warning().ifPresent(warning -> tell(out, "WARNING: " + warning));
    Report report = new Report(machine, quick);
    Path kept = keep;
    Path directory =
        kept == null
            ? Files.createTempDirectory("raido-bench-")
            : Files.createTempDirectory(Files.createDirectories(kept), "raido-bench-");
    try {
      Plan plan =
          new Plan(
              quick, nightTime(), directory, new SplittableRandom(), words -> tell(err, words));
      for (Benchmark benchmark : chosen) {
        run(benchmark, plan, report, out);
      }
    } finally {
      if (kept == null) {
        Directories.delete(directory);
      }
    }
    if (json != null) {
      Files.writeString(
          json, Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(report.json()));
    }
    return report.isMet() ? 0 : 1;
  }

  private Duration nightTime() {
    return Durations.parse(night)
        .filter(time -> time.compareTo(NIGHT_MIN) >= 0 && time.compareTo(NIGHT_MAX) <= 0)
        .orElseThrow(() ->
            new ParameterException(
                spec.commandLine(),
                "--night is \"%s\": must be a duration from 10s to 12h, such as 30m"
                    .formatted(night)));
  }

  private List<Benchmark> chosen() {
    List<String> known = ALL.stream().map(Benchmark::name).toList();
    for (String name : names) {
      if (!known.contains(name)) {
        throw new ParameterException(
            spec.commandLine(),
            "there is no benchmark '%s'; there are: %s"
                .formatted(name, known.stream().collect(Collectors.joining(", "))));
      }
    }
    return ALL.stream()
        .filter(benchmark -> names.isEmpty() || names.contains(benchmark.name()))
        .toList();
  }

  private static void run(Benchmark benchmark, Plan plan, Report report, PrintWriter out)
      throws InterruptedException {
    Optional<CpuShare> before = CpuShare.look();
    try {
      for (Figure figure : benchmark.run(plan)) {
        report.add(figure);
        tell(out, figure.line());
      }
    } catch (BenchmarkFailed | ChildJvmFailed e) {
      report.failed(benchmark.name(), String.valueOf(e.getMessage()));
      tell(out, "%-26sFAILED: %s".formatted(benchmark.name(), e.getMessage()));
    }
    Optional<CpuShare> after = CpuShare.look();
    if (before.isPresent() && after.isPresent()) {
      double others = after.get().othersSince(before.get());
      report.others(benchmark.name(), others);
      tell(
          out,
          "%-26sothers used %.0f %% of this machine's CPU meanwhile"
              .formatted("  " + benchmark.name(), 100 * others));
    }
  }

  private static void tell(PrintWriter to, String words) {
    to.println(words);
    to.flush();
  }
}
