package fm.raido.station;

import fm.raido.schemas.settings.RaidoSettings;
import fm.raido.schemas.settings.RaidoSettings.LogFormat;
import fm.raido.schemas.settings.Settings;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;
import picocli.CommandLine;

/**
 * Where log lines go: programs in the foreground write them to standard output, the station to a
 * file beside its data, and commands that answer one question write none.
 */
final class Logs {
  private static final Set<String> PROGRAMS =
      Set.of("producer", "worker", "agent", "control-room", "voice", "kafka");

  /** The agent's tools answer on standard output themselves. */
  private static final Set<String> TOOLS = Set.of("--watch", "--explain", "--rehearse");

  private static final Set<String> QUESTIONS = Set.of("-h", "--help", "-V", "--version");

  private final LogFormat format;
  private final String command;
  private final boolean isProgram;

  private Logs(LogFormat format, String... args) {
    this.format = format;
    this.command = args.length == 0 ? "" : args[0];
    this.isProgram =
        PROGRAMS.contains(command)
            && !isTool(args)
            && Arrays.stream(args).noneMatch(QUESTIONS::contains);
  }

  /**
   * Chooses the configuration; before anything has made a logger.
   *
   * @throws fm.raido.schemas.settings.WrongSetting if {@code LOG_FORMAT} breaks its rule
   */
  static Logs configure(Map<String, String> environment, String... args) {
    Logs logs = new Logs(Settings.of(environment).get(RaidoSettings.LOG_FORMAT), args);
    if (System.getProperty("logback.configurationFile") == null) {
      System.setProperty("logback.configurationFile", logs.file());
    }
    System.setProperty(EcsEncoder.PROGRAM, "raido-" + logs.command);
    if (logs.format == LogFormat.ECS) {
      // The encoder is Spring's, which makes loggers while there are none yet; SLF4J would say so
      // in
      // words.
      System.setProperty("slf4j.internal.verbosity", "ERROR");
    }
    // One logging configuration for all programs of one JVM; Spring Boot would set up its own with
    // each context.
    System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install();
    return logs;
  }

  private String file() {
    String form = format == LogFormat.ECS ? "-ecs" : "";
    String directory = "fm/raido/station/logback-";
    if (isProgram) {
      return directory + "program" + form + ".xml";
    }
    return command.equals("station")
        ? directory + "station" + form + ".xml"
        : directory + "command.xml";
  }

  private static boolean isTool(String... args) {
    return args[0].equals("agent")
        && Arrays.stream(args).anyMatch(arg -> TOOLS.stream().anyMatch(arg::startsWith));
  }

  /**
   * Where each line of a program is JSON, so is what it says to a person: whoever reads the one
   * cannot read the other.
   */
  void speak(CommandLine line) {
    if (isProgram && format == LogFormat.ECS) {
      Logger logger = LoggerFactory.getLogger(Raido.class);
      line.setOut(new PrintWriter(new LinesToLog(logger::info), true));
      line.setErr(new PrintWriter(new LinesToLog(logger::error), true));
    }
  }

  /** Names the station's log file; it is opened when the first logger speaks. */
  static void stationFile(java.nio.file.Path file) {
    System.setProperty("raido.log.file", file.toString());
  }
}
