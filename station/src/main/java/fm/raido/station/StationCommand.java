package fm.raido.station;

import fm.raido.producer.file.ShowEntry;
import fm.raido.schemas.settings.RaidoSettings;
import fm.raido.schemas.settings.WrongSetting;
import fm.raido.schemas.topic.TopicsNotReady;
import fm.raido.station.board.Board;
import fm.raido.station.board.LiveBoard;
import fm.raido.station.board.PlainBoard;
import fm.raido.station.show.ShowFeed;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code raido station}: everything in one process, with a voice of its own. */
@Command(
    name = "station",
    mixinStandardHelpOptions = true,
    description =
        "Run everything in one process: Kafka, producer, worker, agent and a built-in voice.",
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:stopped, or with --once: every request has its outcome",
      "1:something failed",
      "2:wrong usage or setting",
      "130:Ctrl-C before --once was done; the next start goes on"
    },
    footerHeading = "%n",
    footer = {
      "The built-in voice speaks unless KOKORO_BASE_URL names a speech server.",
      "The log is DIR/station.log."
    })
public final class StationCommand implements Callable<Integer> {
  private static final String REHEARSAL_SHOW = "rehearsal-show.jsonl";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--show",
      paramLabel = "FILE",
      description = "Feed a show: one announcement a line in JSON, or an M3U playlist.")
  private @Nullable Path show;

  @Option(names = "--once", description = "End when every request has its outcome.")
  private boolean once;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Put the audio there, under telling names.")
  private @Nullable Path out;

  @Option(
      names = "--json",
      description = "Print the summary as one JSON object, and nothing else, on standard output.")
  private boolean json;

  @Option(
      names = "--rehearse-outage",
      description =
          "Take the voice down in the middle of a show and watch the protection work; with short timings and a data directory of its own.")
  private boolean rehearseOutage;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "data",
      description =
          "Where the broker's data, the audio and the log are kept (default: ${DEFAULT-VALUE}).")
  private Path data = Path.of("data");

  @Option(
      names = "--kafka-port",
      paramLabel = "PORT",
      defaultValue = "0",
      description = "The broker's port on loopback (default: any free one).")
  private int kafkaPort;

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter err = spec.commandLine().getErr();
    try {
      if (kafkaPort < 0 || kafkaPort > 65_535) {
        throw new WrongSetting(
            "--kafka-port", Integer.toString(kafkaPort), "a number from 0 to 65535");
      }
      return rehearseOutage ? rehearse() : run();
    } catch (WrongSetting | ShowFeed.ShowFaulty e) {
      err.println("raido station: " + e.getMessage());
      return ExitCode.USAGE;
    } catch (StationFailed
        | TopicsNotReady
        | IOException
        | fm.raido.controlroom.StartRefused
        | fm.raido.producer.start.StartRefused
        | fm.raido.worker.StartRefused e) {
      err.println("raido station: " + e.getMessage());
      return ExitCode.SOFTWARE;
    } finally {
      err.flush();
    }
  }

  private int run() throws IOException, InterruptedException, ShowFeed.ShowFaulty {
    List<ShowEntry.Announcement> entries =
        show == null ? List.of() : ShowFeed.read(show, "main", Clock.systemUTC());
    StationPlan plan = StationPlan.everyday(prepared(data), once, kafkaPort);
    return new StationRun(plan, entries, once, false, Optional.ofNullable(out), json, board())
        .run();
  }

  private int rehearse() throws IOException, InterruptedException, ShowFeed.ShowFaulty {
    if (!System.getenv().getOrDefault(RaidoSettings.KOKORO_BASE_URL.name(), "").isBlank()) {
      throw new WrongSetting(
          RaidoSettings.KOKORO_BASE_URL.name(),
          System.getenv(RaidoSettings.KOKORO_BASE_URL.name()),
          "not set for a rehearsal: it takes the built-in voice down, never somebody's speech server");
    }
    Path own =
        prepared(Files.createDirectories(data).resolve("rehearsal-" + Clock.systemUTC().millis()));
    Path file = show;
    if (file == null) {
      file = own.resolve(REHEARSAL_SHOW);
      try (InputStream resource = StationCommand.class.getResourceAsStream(REHEARSAL_SHOW)) {
        Files.copy(java.util.Objects.requireNonNull(resource), file);
      }
    }
    List<ShowEntry.Announcement> entries = ShowFeed.read(file, "main", Clock.systemUTC());
    try {
      return new StationRun(
              StationPlan.rehearsal(own),
              entries,
              true,
              true,
              Optional.ofNullable(out),
              json,
              board())
          .run();
    } finally {
      // Without --out the audio stays where the summary says it lies.
      Directories.delete(out == null ? own.resolve("kafka") : own);
    }
  }

  private static Path prepared(Path directory) throws IOException {
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new StationFailed("the data directory " + directory + " cannot be made: " + e);
    }
    Logs.stationFile(directory.resolve("station.log"));
    return directory;
  }

  /** With {@code --json}, standard output is for the summary alone. */
  // JDK 22 to 24 never return null; 25 does again where there is no terminal.
  @SuppressWarnings("SystemConsoleNull")
  private Board board() {
    PrintStream stream = json ? System.err : System.out;
    PrintStream utf8 = new PrintStream(stream, false, StandardCharsets.UTF_8);
    java.io.Console console = System.console();
    boolean terminal =
        !json && console != null && console.isTerminal() && !"dumb".equals(System.getenv("TERM"));
    return terminal ? new LiveBoard(utf8) : new PlainBoard(utf8);
  }
}
