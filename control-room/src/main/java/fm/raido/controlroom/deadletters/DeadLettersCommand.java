package fm.raido.controlroom.deadletters;

import fm.raido.controlroom.KafkaOption;
import fm.raido.schemas.connection.KafkaConnection;
import fm.raido.schemas.settings.Settings;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code raido dead-letters list|show|replay|discard|history}. */
@Command(
    name = "dead-letters",
    description = "Looks at dead letters, and replays or discards them.",
    subcommands = {
      ListCommand.class,
      ShowCommand.class,
      ReplayCommand.class,
      DiscardCommand.class,
      HistoryCommand.class
    },
    mixinStandardHelpOptions = true)
public final class DeadLettersCommand implements Callable<Integer> {
  private final Settings settings;
  private final Clock clock;

  @Spec private CommandSpec spec;

  /** With the settings in the environment. */
  public DeadLettersCommand() {
    this(Settings.of(System.getenv()), Clock.systemUTC());
  }

  // picocli sets the spec before it calls anything.
  @SuppressWarnings("NullAway.Init")
  public DeadLettersCommand(Settings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public Integer call() {
    throw new ParameterException(
        spec.commandLine(), "dead-letters: say what, list, show, replay, discard or history");
  }

  Settings settings() {
    return settings;
  }

  Clock clock() {
    return clock;
  }

  KafkaConnection connection(KafkaOption kafka) {
    return kafka.connection(settings);
  }
}
