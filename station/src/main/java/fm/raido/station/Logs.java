package fm.raido.station;

import java.util.Arrays;
import java.util.Set;
import org.slf4j.bridge.SLF4JBridgeHandler;

/**
 * Where log lines go: programs in the foreground write them to standard output, the station to a
 * file beside its data, and commands that answer one question write none.
 */
final class Logs {
  private static final Set<String> PROGRAMS =
      Set.of("producer", "worker", "agent", "control-room", "voice", "kafka");

  /** The agent's tools answer on standard output themselves. */
  private static final Set<String> TOOLS = Set.of("--watch", "--explain", "--rehearse");

  private Logs() {}

  /** Chooses the configuration; before anything has made a logger. */
  static void configure(String... args) {
    String command = args.length == 0 ? "" : args[0];
    if (System.getProperty("logback.configurationFile") == null) {
      String file =
          PROGRAMS.contains(command) && !isTool(args)
              ? "fm/raido/station/logback-program.xml"
              : command.equals("station")
                  ? "fm/raido/station/logback-station.xml"
                  : "fm/raido/station/logback-command.xml";
      System.setProperty("logback.configurationFile", file);
    }
    // One logging configuration for all programs of one JVM; Spring Boot would set up its own with
    // each context.
    System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install();
  }

  private static boolean isTool(String... args) {
    return args[0].equals("agent")
        && Arrays.stream(args).anyMatch(arg -> TOOLS.stream().anyMatch(arg::startsWith));
  }

  /** Names the station's log file; it is opened when the first logger speaks. */
  static void stationFile(java.nio.file.Path file) {
    System.setProperty("raido.log.file", file.toString());
  }
}
