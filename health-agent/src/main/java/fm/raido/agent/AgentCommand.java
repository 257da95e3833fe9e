package fm.raido.agent;

import fm.raido.schemas.settings.Settings;
import fm.raido.schemas.settings.WrongSetting;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code raido agent}: the health agent in the foreground, until Ctrl-C. */
@Command(
    name = "agent",
    description =
        "Samples this speech host's pressure and publishes its pulse. Ctrl-C says goodbye and"
            + " stops.",
    mixinStandardHelpOptions = true)
public final class AgentCommand implements Callable<Integer> {
  private final Settings settings;

  @Spec private CommandSpec spec;

  /** With settings from system properties and the environment. */
  public AgentCommand() {
    this(
        new Settings(name -> {
          String property = System.getProperty(name);
          return property == null ? System.getenv(name) : property;
        }));
  }

  /** With settings from elsewhere. */
  @SuppressWarnings("NullAway.Init") // picocli sets the spec before the call
  public AgentCommand(Settings settings) {
    this.settings = settings;
  }

  @Override
  public Integer call() throws InterruptedException {
    AgentProgram program;
    try {
      program = AgentProgram.start(settings);
    } catch (WrongSetting e) {
      spec.commandLine().getErr().println("raido agent: " + e.getMessage());
      return CommandLine.ExitCode.USAGE;
    }
    Runtime.getRuntime().addShutdownHook(new Thread(program::close, "agent-goodbye"));
    new CountDownLatch(1).await();
    return CommandLine.ExitCode.OK;
  }
}
