package fm.raido.controlroom.status;

import fm.raido.controlroom.CannotReachKafka;
import fm.raido.controlroom.KafkaOption;
import fm.raido.controlroom.PlainErrors;
import fm.raido.controlroom.room.Cause;
import fm.raido.controlroom.room.Room;
import fm.raido.controlroom.watch.RoomModel;
import fm.raido.controlroom.watch.RoomWatch;
import fm.raido.schemas.connection.KafkaConnection;
import fm.raido.schemas.settings.RaidoSettings;
import fm.raido.schemas.settings.Settings;
import fm.raido.schemas.topic.TopicAdmin;
import fm.raido.schemas.topic.TopicCatalogue;
import fm.raido.schemas.wire.Json;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code raido status}. */
@Command(
    name = "status",
    description =
        "Shows what the control room shows: on air or quiet, why, until when, what waits.",
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:on air",
      "1:Kafka or a topic is not there",
      "2:wrong usage or setting",
      "3:quiet"
    },
    mixinStandardHelpOptions = true)
public final class StatusCommand implements Callable<Integer> {
  /** The exit code where nothing is spoken now. */
  public static final int QUIET = 3;

  /** Long logs are read in seconds; a broker that says nothing for so long is told as not there. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** An agent beats every 5 s: so long a beat is waited for before its host is called silent. */
  private static final Duration ATTENTION = Duration.ofSeconds(6);

  private final Settings settings;
  private final Clock clock;

  @Spec private CommandSpec spec;
  @Mixin private KafkaOption kafka = new KafkaOption();

  @Option(
      names = "--json",
      description = "Print one JSON object; with --watch one for each change.")
  private boolean json;

  @Option(
      names = "--watch",
      description =
          "Go on until Ctrl-C: drawn anew in a terminal, else a line of JSON for each change.")
  private boolean watch;

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
    return PlainErrors.run(spec, this::show);
  }

  private int show() {
    KafkaConnection connection = kafka.connection(settings);
    Duration airLead = settings.get(RaidoSettings.AIR_LEAD);
    boolean fallback = settings.get(RaidoSettings.DJ_FALLBACK) == RaidoSettings.Fallback.TEMPLATES;
    TopicAdmin.requireTopics(
        connection,
        Set.of(
            TopicCatalogue.REQUESTS,
            TopicCatalogue.OUTCOMES,
            TopicCatalogue.DEAD_LETTERS,
            TopicCatalogue.PROTECTION,
            TopicCatalogue.HOST_PRESSURE));
    RoomModel model = new RoomModel(airLead, fallback, ZoneId.systemDefault(), clock);
    try (RoomWatch reading = new RoomWatch(model, connection, clock)) {
      reading.start();
      if (!reading.awaitComplete(PATIENCE)) {
        throw new CannotReachKafka(
            connection, "the topics could not be read within " + PATIENCE.toSeconds() + " s");
      }
      if (watch) {
        return new StatusWatch(model, out(), isTerminal() && !json).run();
      }
      Room room = reading.room();
      if (seemsSilent(room) && reading.awaitTime(ATTENTION)) {
        // By a clock that is ahead every host is silent: the record that came shows by how much.
        room = reading.room();
      }
      if (json) {
        out().println(Json.MAPPER.writeValueAsString(room));
      } else {
        RoomText.lines(room).forEach(out()::println);
      }
      out().flush();
      return room.onAir() ? PlainErrors.OK : QUIET;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return PlainErrors.FAILED;
    }
  }

  private static boolean seemsSilent(Room room) {
    return room.causes().stream().anyMatch(cause -> cause.cause() == Cause.Kind.HOST_SILENT);
  }

  // JDK 22 to 24 never return null; 25 does again where there is no terminal.
  @SuppressWarnings("SystemConsoleNull")
  private static boolean isTerminal() {
    java.io.Console console = System.console();
    return console != null && console.isTerminal() && !"dumb".equals(System.getenv("TERM"));
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
