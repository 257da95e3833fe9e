package fm.raido.agent;

import fm.raido.agent.metrics.CannotServeMetrics;
import fm.raido.schemas.settings.Settings;
import fm.raido.schemas.settings.WrongSetting;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code raido agent}: the health agent in the foreground, or one of its tools for a person. */
@Command(
    name = "agent",
    description =
        "Samples this speech host's pressure and publishes its pulse. Ctrl-C says goodbye and"
            + " stops.",
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:done",
      "1:it could not be done, or a rehearsal ended before its time",
      "2:wrong usage or setting"
    },
    mixinStandardHelpOptions = true)
public final class AgentCommand implements Callable<Integer> {
  private final Settings settings;

  @Spec private CommandSpec spec;

  @Option(
      names = "--watch",
      description =
          "Show readings, levels and thresholds live: bars in a terminal, JSON lines in a pipe."
              + " Publishes nothing.")
  private boolean watch;

  @Option(
      names = "--explain",
      description =
          "Print each rule, its value now, and how far it is from tripping. Publishes nothing.")
  private boolean explain;

  @Option(
      names = "--rehearse",
      paramLabel = "LEVEL",
      description =
          "Play a host that is critical or warning into the protection log, marked as a rehearsal.")
  private @Nullable String rehearse;

  @Option(
      names = "--for",
      paramLabel = "TIME",
      description =
          "For how long: --watch else until Ctrl-C, --explain about a second, --rehearse 30s"
              + " (at most 10m).")
  private @Nullable String time;

  @Option(
      names = "--record",
      paramLabel = "FILE",
      description =
          "Write what the kernel says of this host's pressure there, 20 times a second, for"
              + " 30s or --for. Publishes nothing.")
  private @Nullable String record;

  @Option(
      names = "--scenario",
      paramLabel = "WORDS",
      description = "With --record: what goes on, for the head of the file.")
  private @Nullable String scenario;

  @Option(names = "--json", description = "With --watch or --explain: JSON.")
  private boolean json;

  @Option(
      names = "--lift",
      description =
          "With --rehearse critical: lift the protection at the end; else it lasts out its"
              + " cool-down.")
  private boolean lift;

  @Option(names = "--who", description = "With --rehearse: who does; else this machine's user.")
  private @Nullable String who;

  /** With settings from system properties and the environment. */
  public AgentCommand() {
    this(AgentSettings.here());
  }

  /** With settings from elsewhere. */
  @SuppressWarnings("NullAway.Init") // picocli sets the spec before the call
  public AgentCommand(Settings settings) {
    this.settings = settings;
  }

  @Override
  public Integer call() throws InterruptedException {
    AgentTask task = task();
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    try {
      boolean done =
          switch (task) {
            case AgentTask.Run _ -> ForegroundAgent.untilStopped(settings);
            case AgentTask.Watch watching -> new AgentTools(settings, out, err).watch(watching);
            case AgentTask.Explain explaining ->
                new AgentTools(settings, out, err).explain(explaining);
            case AgentTask.Rehearse rehearsing ->
                new AgentTools(settings, out, err).rehearse(rehearsing);
            case AgentTask.RecordHost recording -> new RecordTool(out, err).record(recording);
          };
      return done ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    } catch (WrongSetting e) {
      err.println("raido agent: " + e.getMessage());
      return CommandLine.ExitCode.USAGE;
    } catch (CannotServeMetrics | RefusedByBrokers e) {
      err.println("raido agent: " + e.getMessage());
      return CommandLine.ExitCode.SOFTWARE;
    }
  }

  private AgentTask task() {
    try {
      return AgentTask.of(
          new AgentTask.Options(watch, explain, rehearse, time, json, lift, who, record, scenario),
          System.getProperty("user.name", "unknown"));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }
}
