package fm.raido.controlroom;

import fm.raido.controlroom.deadletters.DeadLettersCommand;
import fm.raido.controlroom.doctor.DoctorCommand;
import fm.raido.controlroom.explain.ExplainCommand;
import fm.raido.controlroom.protect.ProtectCommand;
import fm.raido.controlroom.settings.SettingsCommand;
import fm.raido.controlroom.status.StatusCommand;
import fm.raido.controlroom.topics.TopicsCommand;
import fm.raido.schemas.settings.Settings;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;

/** What a command line printed and how it ended. */
public record Run(int exitCode, List<String> out, List<String> err) {

  /** Runs a command with the environment given, as a shell would. */
  public static Run of(Map<String, String> environment, Clock clock, String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine line = line(environment, clock);
    line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    int exitCode = line.execute(args);
    return new Run(exitCode, out.toString().lines().toList(), err.toString().lines().toList());
  }

  /** Runs a command that goes on and on, with its output there. */
  static void into(PrintWriter out, Map<String, String> environment, Clock clock, String... args) {
    line(environment, clock).setOut(out).execute(args);
  }

  private static CommandLine line(Map<String, String> environment, Clock clock) {
    Settings settings = Settings.of(environment);
    return new CommandLine(new Top())
        .addSubcommand(new TopicsCommand(settings))
        .addSubcommand(new ProtectCommand(settings, clock))
        .addSubcommand(new SettingsCommand(settings))
        .addSubcommand(new StatusCommand(settings, clock))
        .addSubcommand(new ExplainCommand(settings, clock))
        .addSubcommand(new DoctorCommand(settings, clock))
        .addSubcommand(new DeadLettersCommand(settings, clock));
  }

  @CommandLine.Command(name = "raido")
  static final class Top {}
}
