package fm.raido.agent;

import fm.raido.agent.metrics.CannotServeMetrics;
import fm.raido.schemas.settings.WrongSetting;
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
    try {
      return ForegroundAgent.untilStopped(AgentSettings.here()) ? 0 : 1;
    } catch (WrongSetting e) {
      System.err.println("raido agent: " + e.getMessage());
      return 2;
    } catch (CannotServeMetrics | RefusedByBrokers e) {
      System.err.println("raido agent: " + e.getMessage());
      return 1;
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
