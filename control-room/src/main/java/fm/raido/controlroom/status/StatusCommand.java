package fm.raido.controlroom.status;

import fm.raido.controlroom.KafkaOption;
import fm.raido.controlroom.PlainErrors;
import fm.raido.controlroom.log.ProtectionLogReader;
import fm.raido.schemas.settings.Settings;
import fm.raido.schemas.wire.Json;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code raido status}. */
@Command(
    name = "status",
    description = "Says whether speech may be asked for now, why not, and until when.",
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:on air",
      "1:Kafka or the protection log is not there",
      "2:wrong usage or setting",
      "3:quiet"
    },
    mixinStandardHelpOptions = true)
public final class StatusCommand implements Callable<Integer> {
  /** The exit code where nothing is spoken now. */
  public static final int QUIET = 3;

  private final Settings settings;
  private final Clock clock;

  @Spec private CommandSpec spec;
  @Mixin private KafkaOption kafka = new KafkaOption();

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  /** With the settings in the environment. */
  public StatusCommand() {
    this(Settings.of(System.getenv()), Clock.systemUTC());
  }

  // picocli sets the spec before it calls anything.
  @SuppressWarnings("NullAway.Init")
  public StatusCommand(Settings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public Integer call() {
    return PlainErrors.run(
        spec,
        () -> {
          StatusPicture picture =
              StatusPicture.of(
                  ProtectionLogReader.foldToEnd(kafka.bootstrap(settings)), clock.instant());
          PrintWriter out = spec.commandLine().getOut();
          if (json) {
            out.println(Json.MAPPER.writeValueAsString(picture));
          } else {
            StatusText.lines(picture).forEach(out::println);
          }
          out.flush();
          return picture.onAir() ? PlainErrors.OK : QUIET;
        });
  }
}
