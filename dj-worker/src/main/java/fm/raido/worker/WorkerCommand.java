package fm.raido.worker;

import fm.raido.protection.gate.Closure;
import fm.raido.protection.gate.Gate;
import fm.raido.schemas.settings.RaidoSettings;
import fm.raido.schemas.settings.Settings;
import fm.raido.schemas.settings.WrongSetting;
import fm.raido.schemas.topic.TopicsNotReady;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code raido worker}: a worker in the foreground, until Ctrl-C. */
@Command(
    name = "worker",
    mixinStandardHelpOptions = true,
    description = {
      "Run a dj-worker: takes announcement requests from Kafka and has them spoken.",
      "Ctrl-C finishes the calls that are on their way and stops."
    })
public final class WorkerCommand implements Callable<Integer> {
  private static final Duration LOOK = Duration.ofMillis(100);

  private final Map<String, String> environment;
  @Spec private CommandSpec spec = CommandSpec.create();

  public WorkerCommand() {
    this(System.getenv());
  }

  WorkerCommand(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws InterruptedException {
    try (WorkerProgram program = WorkerProgram.start(Settings.of(environment), properties())) {
      // Before this a signal ends the process at once: it owns nothing yet.
      StopSignal stop = StopSignal.install();
      Thread hook = new Thread(program::close, "raido-worker-stop");
      Runtime.getRuntime().addShutdownHook(hook);
      try {
        return run(program, stop);
      } finally {
        removeHook(hook);
      }
    } catch (WrongSetting e) {
      return refused(String.valueOf(e.getMessage()), 2);
    } catch (TopicsNotReady | StartRefused e) {
      return refused(String.valueOf(e.getMessage()), 1);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a reason to stop never fails", e);
    }
  }

  private int run(WorkerProgram program, StopSignal stop)
      throws InterruptedException, ExecutionException {
    say("worker: starting: reads the protection log");
    CompletableFuture<Object> end = CompletableFuture.anyOf(program.failed(), stop.asked());
    if (isLiveBefore(end, program)) {
      say(ready(program));
      end.get();
    }
    if (program.failed().isDone()) {
      return refused(program.failed().get(), 1);
    }
    say("worker: stopping: finishes its calls, commits, leaves the group; once more stops at once");
    return 0;
  }

  /** What the environment says goes before what Spring finds elsewhere. */
  private Map<String, Object> properties() {
    return RaidoSettings.ALL.stream()
        .filter(setting -> environment.containsKey(setting.name()))
        .collect(
            Collectors.toMap(
                setting -> setting.name(),
                setting -> java.util.Objects.requireNonNull(environment.get(setting.name()))));
  }

  private static boolean isLiveBefore(CompletableFuture<?> end, WorkerProgram program)
      throws InterruptedException, ExecutionException {
    while (!program.worker().isLive()) {
      try {
        end.get(LOOK.toMillis(), TimeUnit.MILLISECONDS);
        return false;
      } catch (TimeoutException e) {
        // Not yet, then.
      }
    }
    return true;
  }

  private static String ready(WorkerProgram program) {
    Gate gate = program.worker().gate();
    String waitsFor =
        gate.isOpen()
            ? "waits for requests"
            : "its gate is closed: "
                + gate.closures().stream().map(Closure::detail).collect(Collectors.joining("; "));
    return "worker: "
        + program.worker().id()
        + " is ready, health and metrics at port "
        + program.port()
        + "; "
        + waitsFor
        + "; Ctrl-C stops it";
  }

  private static void removeHook(Thread hook) {
    try {
      var _ = Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM is stopping: the hook does the rest.
    }
  }

  private void say(String line) {
    spec.commandLine().getOut().println(line);
    spec.commandLine().getOut().flush();
  }

  private int refused(String why, int exitCode) {
    spec.commandLine().getErr().println("raido worker: " + why);
    spec.commandLine().getErr().flush();
    return exitCode;
  }
}
