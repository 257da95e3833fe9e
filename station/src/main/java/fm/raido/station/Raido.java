package fm.raido.station;

import fm.raido.agent.AgentCommand;
import fm.raido.controlroom.ControlRoomCommand;
import fm.raido.controlroom.deadletters.DeadLettersCommand;
import fm.raido.controlroom.doctor.DoctorCommand;
import fm.raido.controlroom.explain.ExplainCommand;
import fm.raido.controlroom.protect.ProtectCommand;
import fm.raido.controlroom.settings.SettingsCommand;
import fm.raido.controlroom.status.StatusCommand;
import fm.raido.controlroom.topics.TopicsCommand;
import fm.raido.producer.cli.AnnounceCommand;
import fm.raido.producer.cli.ProducerCommand;
import fm.raido.schemas.settings.WrongSetting;
import fm.raido.schemas.topic.TopicsNotReady;
import fm.raido.station.voice.VoiceCommand;
import fm.raido.worker.WorkerCommand;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** The command line {@code raido}: every program and every operator's command. */
@Command(
    name = "raido",
    description = "AI DJ announcements over Kafka that can never crush the speech host.",
    mixinStandardHelpOptions = true,
    versionProvider = Raido.Version.class,
    subcommands = {
      StationCommand.class,
      AnnounceCommand.class,
      ProducerCommand.class,
      WorkerCommand.class,
      AgentCommand.class,
      ControlRoomCommand.class,
      TopicsCommand.class,
      StatusCommand.class,
      DoctorCommand.class,
      ExplainCommand.class,
      ProtectCommand.class,
      DeadLettersCommand.class,
      SettingsCommand.class,
      VoiceCommand.class,
      KafkaCommand.class,
      CommandLine.HelpCommand.class
    },
    footerHeading = "%n",
    footer = {
      "Beside these: `./raido test` builds everything and runs every test, `./raido prove` tries to",
      "break the promises with real processes, `./raido bench` measures beside a bare consumer.",
    })
public final class Raido {
  private Raido() {}

  /** Runs a command and exits with its code: 0 done, 1 failed, 2 wrong usage or setting. */
  public static void main(String[] args) {
    int code;
    try {
      Logs logs = Logs.configure(System.getenv(), args);
      CommandLine line = commandLine();
      logs.speak(line);
      code = line.execute(args.length == 0 ? new String[] {"help"} : args);
    } catch (WrongSetting e) {
      System.err.println("raido: " + e.getMessage());
      code = CommandLine.ExitCode.USAGE;
    }
    // What a program started and did not stop must not keep the JVM.
    System.exit(code);
  }

  /** The command line, for tests too. */
  static CommandLine commandLine() {
    CommandLine line = new CommandLine(new Raido());
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setExecutionExceptionHandler((failure, command, _) -> {
      command.getErr().println("raido " + command.getCommandName() + ": " + message(failure));
      command.getErr().flush();
      return failure instanceof WrongSetting ? CommandLine.ExitCode.USAGE : 1;
    });
    return line;
  }

  private static String message(Exception failure) {
    if (failure instanceof WrongSetting
        || failure instanceof TopicsNotReady
        || failure instanceof StationFailed) {
      return String.valueOf(failure.getMessage());
    }
    return Optional.ofNullable(failure.getMessage()).orElse(failure.toString())
        + " ("
        + failure.getClass().getSimpleName()
        + ")";
  }

  /** The version in the jar's manifest. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Raido.class.getPackage().getImplementationVersion();
      return new String[] {"raido " + (version == null ? "(from classes)" : version)};
    }
  }
}
