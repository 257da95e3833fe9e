package fm.raido.agent;

import fm.raido.agent.log.EcsLogging;
import fm.raido.agent.metrics.CannotServeMetrics;
import fm.raido.schemas.settings.RaidoSettings;
import fm.raido.schemas.settings.Settings;
import fm.raido.schemas.settings.WrongSetting;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/**
 * The agent as a program of its own, beside nothing but what it needs. Without arguments it loads
 * no command line parser either: it runs for months on a host that has other things to do.
 */
public final class AgentMain {
  private AgentMain() {}

  /** Runs until it is stopped; with arguments, what {@link AgentCommand} makes of them. */
  public static void main(String[] args) throws InterruptedException {
    if (args.length > 0) {
      // A tool answers on standard output; set before the first logger is made.
      System.setProperty("org.slf4j.simpleLogger.logFile", "System.err");
    }
    System.exit(args.length == 0 ? run() : Tools.run(args));
  }

  private static int run() throws InterruptedException {
    boolean ecs = false;
    try {
      Settings settings = AgentSettings.here();
      ecs = settings.get(RaidoSettings.LOG_FORMAT) == RaidoSettings.LogFormat.ECS;
      if (ecs) {
        EcsLogging.choose();
      }
      return ForegroundAgent.untilStopped(settings) ? 0 : 1;
    } catch (WrongSetting e) {
      tell(e, ecs);
      return 2;
    } catch (CannotServeMetrics | RefusedByBrokers e) {
      tell(e, ecs);
      return 1;
    }
  }

  /** Where the log is JSON, whoever reads it cannot read anything else. */
  private static void tell(RuntimeException why, boolean ecs) {
    String words = "raido agent: " + why.getMessage();
    if (ecs) {
      LoggerFactory.getLogger(AgentMain.class).error(words);
    } else {
      System.err.println(words);
    }
  }

  /** A class of its own, so that its parser is loaded only where there is something to parse. */
  private static final class Tools {
    static int run(String[] args) {
      CommandLine line = new CommandLine(new AgentCommand()).setCommandName("raido agent");
      line.setExecutionExceptionHandler((failure, command, _) -> {
        command.getErr().println("raido agent: " + failure.getMessage());
        return CommandLine.ExitCode.SOFTWARE;
      });
      return line.execute(args);
    }
  }
}
