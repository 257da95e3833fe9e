package fm.raido.station;

import fm.raido.controlroom.status.StatusPicture;
import fm.raido.producer.file.ShowEntry;
import fm.raido.schemas.announcement.AnnouncementRequest;
import fm.raido.schemas.announcement.Outcome;
import fm.raido.schemas.settings.RaidoSettings;
import fm.raido.schemas.wire.Json;
import fm.raido.station.board.Board;
import fm.raido.station.board.BoardWords;
import fm.raido.station.board.OutcomeTail;
import fm.raido.station.board.ProtectionView;
import fm.raido.station.rehearsal.OutageRehearsal;
import fm.raido.station.show.AiredFiles;
import fm.raido.station.show.Backlog;
import fm.raido.station.show.ShowFeed;
import fm.raido.station.show.Summary;
import fm.raido.station.show.Tally;
import fm.raido.worker.StopSignal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ExitCode;

/** One run of a station from start to summary. */
final class StationRun {
  private static final long LOOK_NANOS = 250_000_000L;
  private static final Duration STILL_STARTING = Duration.ofSeconds(10);
  private static final Duration LIVE_WITHIN = Duration.ofMinutes(3);

  private final StationPlan plan;
  private final List<ShowEntry.Announcement> entries;
  private final boolean once;
  private final boolean rehearsal;
  private final Optional<Path> out;
  private final boolean json;
  private final Board board;
  private final Tally tally = new Tally();
  private final long startedAt = System.nanoTime();
  private volatile boolean stopping;
  private final AtomicReference<@Nullable RuntimeException> partFailed = new AtomicReference<>();

  StationRun(
      StationPlan plan,
      List<ShowEntry.Announcement> entries,
      boolean once,
      boolean rehearsal,
      Optional<Path> out,
      boolean json,
      Board board) {
    this.plan = plan;
    this.entries = entries;
    this.once = once;
    this.rehearsal = rehearsal;
    this.out = out;
    this.json = json;
    this.board = board;
  }

  /** Runs until it is done, fails, or is told to stop; returns the exit code. */
  int run() throws InterruptedException {
    StopSignal stop = StopSignal.install();
    board.say("starting Kafka, producer, worker, agent and voice …");
    Station station = Station.start(plan, System.getenv());
    Thread hook = new Thread(station::close, "raido-station-stop");
    Runtime.getRuntime().addShutdownHook(hook);
    int code;
    int waiting;
    AiredFiles files = new AiredFiles(station.settings().get(RaidoSettings.TTS_CACHE_DIR), out);
    try (ProtectionView view = new ProtectionView(station.kafka());
        Backlog backlog = new Backlog(station.kafka());
        OutcomeTail _ = new OutcomeTail(station.kafka(), new Follower(files))) {
      awaitLive(station, stop);
      introduce(station);
      Thread feeder = feed(station, view);
      code = follow(station, view, backlog, feeder, stop);
      feeder.interrupt();
      stopping = true;
      waiting = station.worker().worker().waiting();
      if (stop.asked().isDone()) {
        board.show("", List.of());
        board.say(
            "stopping: intake, worker (finishes its calls), agent, voice, broker; Ctrl-C again stops at once");
      }
      stopAll(station, hook);
    }
    board.close();
    print(
        Summary.of(
            tally.counts(),
            waiting,
            Duration.ofNanos(System.nanoTime() - startedAt),
            files.files()));
    return code;
  }

  private static void stopAll(Station station, Thread hook) {
    station.close();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM is stopping already; the hook finds everything closed.
      Thread.onSpinWait();
    }
  }

  /** The worker decides only when it has read its own first word back from the protection log. */
  private void awaitLive(Station station, StopSignal stop) {
    long begun = System.nanoTime();
    long told = begun;
    while (!station.worker().worker().isLive()
        && !stop.asked().isDone()
        && !station.failed().isDone()) {
      long now = System.nanoTime();
      if (now - begun > LIVE_WITHIN.toNanos()) {
        throw new StationFailed(
            "the worker could not follow the protection log within %d s; see the log"
                .formatted(LIVE_WITHIN.toSeconds()));
      }
      if (now - told > STILL_STARTING.toNanos()) {
        told = now;
        board.say("still starting: the worker reads the protection log");
      }
      LockSupport.parkNanos(20_000_000L);
    }
  }

  private void introduce(Station station) {
    board.say("on air after %.1f s".formatted((System.nanoTime() - startedAt) / 1e9));
    board.say(
        "  voice    "
            + (station.voice().isPresent() ? "built in, a real synthesizer, behind " : "")
            + station.voiceUrl());
    board.say("  intake   http://127.0.0.1:" + station.producer().port() + "/v1/announcements");
    board.say("  kafka    " + station.bootstrapServers());
    board.say("  metrics  http://127.0.0.1:" + station.worker().port() + "/actuator/prometheus");
    var _ =
        station
            .controlRoom()
            .whenComplete((room, failure) -> {
              if (failure == null) {
                board.say("  page     " + room.url() + portTaken(station, room.port()));
              } else if (!stopping) {
                board.say("  page     none: " + failure.getMessage());
              }
            });
    board.say("  data     " + plan.data() + ", log in " + plan.data().resolve("station.log"));
  }

  private static String portTaken(Station station, int port) {
    int wanted = station.settings().get(RaidoSettings.CONTROL_ROOM_PORT);
    return wanted == 0 || wanted == port
        ? ""
        : " (CONTROL_ROOM_PORT is \"" + wanted + "\": somebody else uses it)";
  }

  private Thread feed(Station station, ProtectionView view) {
    ShowFeed feed =
        new ShowFeed(station.producer().showIntake(), tally, line -> note("refused: " + line));
    return Thread.ofPlatform()
        .name("raido-show")
        .daemon()
        .start(() -> {
          try {
            if (rehearsal && station.voice().isPresent()) {
              new OutageRehearsal(station.voice().get(), feed, tally, view, board).play(entries);
            } else {
              feed.feed(entries);
            }
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          } catch (RuntimeException e) {
            partFailed.compareAndSet(null, e);
          }
        });
  }

  private int follow(
      Station station, ProtectionView view, Backlog backlog, Thread feeder, StopSignal stop) {
    CompletableFuture<String> failed = station.failed();
    while (true) {
      int waiting = station.worker().worker().waiting();
      StatusPicture picture = view.picture();
      board.show(BoardWords.state(picture), BoardWords.status(picture, tally.counts(), waiting));
      RuntimeException partFailure = partFailed.get();
      if (partFailure != null && !stop.asked().isDone()) {
        board.say("the station cannot go on: " + partFailure.getMessage());
        return ExitCode.SOFTWARE;
      }
      if (failed.isDone()) {
        board.say("a part of the station has failed: " + failed.join());
        return ExitCode.SOFTWARE;
      }
      boolean nothingLeft = !feeder.isAlive() && tally.counts().waiting() == 0 && waiting == 0;
      if (once && nothingLeft && backlog.isEmpty()) {
        return ExitCode.OK;
      }
      if (stop.asked().isDone()) {
        return once ? StopSignal.INTERRUPTED : ExitCode.OK;
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  private void ended(Outcome outcome, Instant appendedAt, AiredFiles files) {
    Optional<AnnouncementRequest> request = tally.request(outcome.passKey());
    Instant airBy = outcome.airBy();
    Optional<Path> file = Optional.empty();
    if (airBy != null && outcome.audio() != null && !appendedAt.isBefore(airBy)) {
      note("committed after its deadline, not to be aired: " + outcome.passKey());
    } else {
      try {
        file = files.of(outcome, request);
      } catch (IOException e) {
        note("the audio stays in the store, its copy could not be made: " + e);
      }
    }
    board.say(
        BoardWords.outcome(
            LocalTime.now(java.time.ZoneId.systemDefault()), outcome, request, file));
    tally.ended(outcome);
  }

  /** Follows the outcomes for the board. */
  private final class Follower implements OutcomeTail.Listener {
    private final AiredFiles files;

    Follower(AiredFiles files) {
      this.files = files;
    }

    @Override
    public void ended(Outcome outcome, Instant appendedAt) {
      StationRun.this.ended(outcome, appendedAt, files);
    }

    @Override
    public void broken(String why) {
      partFailed.compareAndSet(null, new StationFailed(why));
    }
  }

  private void note(String words) {
    board.say(BoardWords.note(LocalTime.now(java.time.ZoneId.systemDefault()), words));
  }

  private void print(Summary summary) {
    if (json) {
      System.out.println(Json.MAPPER.writeValueAsString(summary));
    } else {
      board.say(summary.line());
    }
    System.out.flush();
  }
}
