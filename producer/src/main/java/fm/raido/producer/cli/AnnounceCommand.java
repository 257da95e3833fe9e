package fm.raido.producer.cli;

import fm.raido.producer.file.ShowEntry;
import fm.raido.producer.file.ShowFile;
import fm.raido.producer.intake.IntakeId;
import fm.raido.producer.intake.IntakeReader;
import fm.raido.producer.intake.IntakeReading;
import fm.raido.schemas.announcement.Violation;
import fm.raido.schemas.connection.KafkaConnection;
import fm.raido.schemas.settings.Durations;
import fm.raido.schemas.settings.RaidoSettings;
import fm.raido.schemas.settings.Settings;
import fm.raido.schemas.settings.WrongSetting;
import fm.raido.schemas.topic.TopicsNotReady;
import fm.raido.schemas.wire.Json;
import fm.raido.traces.Traces;
import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code raido announce}. Exit codes: 0 all taken, 1 something was not, 2 usage. */
@Command(
    name = "announce",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Request announcements: one, or a file of them.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all were taken (with --wait: and none is dead-lettered or still waiting)",
      "1:something was refused, failed, or is bad in the file",
      "2:wrong usage or setting"
    })
public final class AnnounceCommand implements Callable<Integer> {
  /** For one announcement; a producer that is restarted is back by then. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private AnnouncementOptions announcement = new AnnouncementOptions();

  @Option(
      names = "--file",
      paramLabel = "FILE",
      description =
          "announcements of a file: JSON, one object a line; or an M3U playlist, one intro a track")
  private @Nullable Path file;

  @Option(names = "--skip-bad", description = "send the good lines of a file that has bad ones")
  private boolean skipBad;

  @Option(
      names = "--key",
      paramLabel = "KEY",
      description = "idempotency key: the same key never makes a second announcement")
  private @Nullable String key;

  @Option(names = "--wait", description = "wait for the outcomes and print them")
  private boolean wait;

  @Option(
      names = "--wait-at-most",
      paramLabel = "TIME",
      defaultValue = "10m",
      description = "how long --wait waits (default: ${DEFAULT-VALUE})")
  private String waitAtMost = "10m";

  @Option(names = "--json", description = "print one JSON object")
  private boolean json;

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "the producer (default: this machine, at PRODUCER_PORT)")
  private @Nullable URI url;

  @Option(
      names = "--kafka",
      paramLabel = "HOST:PORT",
      description = "go straight to the brokers, where no producer runs")
  private @Nullable String kafka;

  private final Clock clock;
  private final Settings settings;

  /** The command, with the environment's settings. */
  public AnnounceCommand() {
    this(Clock.systemUTC(), Settings.of(System.getenv()));
  }

  AnnounceCommand(Clock clock, Settings settings) {
    this.clock = clock;
    this.settings = settings;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (url != null && kafka != null) {
      throw usage("--url and --kafka exclude each other");
    }
    Duration atMost =
        Durations.parse(waitAtMost)
            .orElseThrow(
                () -> usage("--wait-at-most is \"" + waitAtMost + "\": must be a duration"));
    try {
      List<SentEntry> bad = new ArrayList<>();
      List<ShowEntry.Announcement> good = file == null ? one() : lines(file, bad);
      if (!bad.isEmpty() && !skipBad) {
        bad.forEach(entry -> err().println(entry.words()));
        err()
            .printf(
                "raido announce: nothing was sent, %d bad lines (--skip-bad sends the others)%n",
                bad.size());
        return 1;
      }
      List<SentEntry> done = new ArrayList<>(bad);
      try (Door door = door()) {
        done.addAll(sent(door, good, atMost));
      }
      done.sort(Comparator.comparingInt(SentEntry::line));
      return report(done, good.size() + bad.size());
    } catch (IOException | TopicsNotReady e) {
      err().println("raido announce: " + e.getMessage());
      return 1;
    } catch (WrongSetting e) {
      err().println("raido announce: " + e.getMessage());
      return 2;
    }
  }

  /** What the options say, checked here: a wrong option is wrong usage. */
  private List<ShowEntry.Announcement> one() {
    ObjectNode intake = announcement.intake();
    if (key == null && !intake.has("id")) {
      // Chosen here, so that a repeat after an answer that got lost is known as one.
      intake.put("id", IntakeId.random());
    }
    if (IntakeReader.ofFieldsOnly().read(intake, key, clock.instant())
        instanceof IntakeReading.Invalid(List<Violation> violations)) {
      throw usage(words(violations));
    }
    return List.of(new ShowEntry.Announcement(0, intake));
  }

  private List<ShowEntry.Announcement> lines(Path path, List<SentEntry> bad) throws IOException {
    if (announcement.describesOne()) {
      throw usage("--file excludes the options that describe one announcement");
    }
    ShowFile show = ShowFile.read(path, announcement.station(), clock.instant());
    for (ShowEntry.Fault fault : show.faults()) {
      bad.add(new SentEntry(fault.line(), null, "bad", words(fault.violations())));
    }
    for (ShowEntry.Announcement entry : show.announcements()) {
      if (key == null && !entry.intake().hasNonNull("id")) {
        entry.intake().put("id", IntakeId.random());
      }
    }
    return show.announcements();
  }

  private List<SentEntry> sent(Door door, List<ShowEntry.Announcement> good, Duration atMost)
      throws InterruptedException {
    Announcer announcer = new Announcer(new PatientSender(door, Pause.real(), PATIENCE));
    List<SentEntry> sent;
    if (file == null) {
      sent = List.of(announcer.send(good.getFirst().intake(), key));
    } else {
      try (Progress progress = progress("announcing", good.size())) {
        sent = announcer.send(good, key, progress);
      }
    }
    if (!wait) {
      return sent;
    }
    List<SentEntry> settled = new ArrayList<>();
    OutcomeWait outcomes = new OutcomeWait(door, Pause.real(), atMost);
    try (Progress progress = progress("waiting", sent.size())) {
      for (SentEntry entry : sent) {
        SentEntry now = outcomes.await(entry);
        settled.add(now);
        progress.step(now);
      }
    }
    return settled;
  }

  private static String words(List<Violation> violations) {
    return violations.stream().map(Violation::toString).collect(Collectors.joining("; "));
  }

  private Progress progress(String task, int entries) {
    if (json) {
      return Progress.silent();
    }
    return Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false)
        ? Progress.bar(task, entries)
        : file == null ? Progress.silent() : Progress.lines(out());
  }

  private Door door() throws InterruptedException {
    if (kafka != null) {
      return KafkaDoor.open(
          KafkaConnection.of(settings).at(kafka),
          settings.get(RaidoSettings.INTAKE_COOLDOWN),
          settings.get(RaidoSettings.STATIONS),
          Traces.of(settings, "raido-announce"),
          clock);
    }
    return new HttpDoor(
        url != null
            ? httpUrl(url)
            : URI.create("http://127.0.0.1:" + settings.get(RaidoSettings.PRODUCER_PORT)));
  }

  private URI httpUrl(URI given) {
    boolean http = "http".equals(given.getScheme()) || "https".equals(given.getScheme());
    if (!http || given.getHost() == null || given.getQuery() != null) {
      throw usage("--url is \"" + given + "\": must be an http or https URL with a host");
    }
    String text = given.toString();
    return text.endsWith("/") ? URI.create(text.substring(0, text.length() - 1)) : given;
  }

  private int report(List<SentEntry> entries, int asked) {
    Tally tally = Tally.of(entries, asked);
    if (json) {
      ObjectNode summary = tally.json();
      ArrayNode list = summary.putArray("entries");
      entries.forEach(entry -> list.add(entry.json()));
      out().println(Json.MAPPER.writeValueAsString(summary));
    } else if (file == null) {
      (tally.isGood() ? out() : err()).println(entries.getFirst().words());
    } else {
      entries.stream().filter(Tally::isTrouble).forEach(entry -> err().println(entry.words()));
      out().println(tally.words());
    }
    out().flush();
    err().flush();
    return tally.isGood() ? 0 : 1;
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  private PrintWriter err() {
    return spec.commandLine().getErr();
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
