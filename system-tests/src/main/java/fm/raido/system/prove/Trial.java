package fm.raido.system.prove;

import fm.raido.schemas.settings.RaidoSettings.GroupProtocol;
import fm.raido.system.audit.GroupHistory;
import fm.raido.system.cluster.Tuning;
import fm.raido.system.storm.Chronicle;
import fm.raido.system.storm.ClosedGate;
import fm.raido.system.storm.Company;
import fm.raido.system.storm.DeadHost;
import fm.raido.system.storm.Failover;
import fm.raido.system.storm.Figure;
import fm.raido.system.storm.LettersReturn;
import fm.raido.system.storm.Scene;
import fm.raido.system.storm.Stage;
import fm.raido.system.storm.Storm;
import fm.raido.testkit.promise.Observed;
import fm.raido.testkit.promise.Promises;
import fm.raido.worker.Worker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** One run of everything: set the stage, storm, the scenes, the verdicts. */
final class Trial {
  /** For the brokers to come to themselves, and all that depends on them. */
  private static final Duration REST = Duration.ofSeconds(90);

  /** A quarter of all is spoken, at 30 a second at best; twice as long for the ramps. */
  private static final int RESTING_PER_SECOND = 60;

  /** Each second of storm brings in so many requests, most of them no speech. */
  private static final int REQUESTS_PER_SECOND = 70;

  private static final int REQUESTS_LEAST = 10_000;

  /** Bytes on the disk for each request: one of four is spoken, in 13 KB of mp3. */
  private static final long DISK_BYTES_EACH = 6 << 10;

  private static final int DEATHS = 2;
  private static final int STARTS = 3;

  /** As docs/operating.md says. */
  private static final long STOP_MAX_MILLIS = 30_000;

  private static final long DISK_LEAST = 96L << 20;

  private final Path directory;
  private final long seed;
  private final Duration storm;
  private final Tuning tuning;
  private final GroupProtocol protocol;
  private final Consumer<String> tell;

  /**
   * @param storm how long faults are made
   * @param tell each step and each deed, in a line
   */
  Trial(
      Path directory,
      long seed,
      Duration storm,
      Tuning tuning,
      GroupProtocol protocol,
      Consumer<String> tell) {
    this.directory = directory;
    this.seed = seed;
    this.storm = storm;
    this.tuning = tuning;
    this.protocol = protocol;
    this.tell = tell;
  }

  /** All of it, and how long a worker takes to come back behind a long log: that is a figure. */
  Report withComeback() throws Exception {
    long began = System.nanoTime();
    Report report = run();
    tell.accept("a worker comes back behind eight days of log");
    return report.with(
        ComebackTrial.run(directory, STARTS, tell), Duration.ofNanos(System.nanoTime() - began));
  }

  /** The storm, the scenes, and what the topics say of them. */
  Report run() throws Exception {
    long began = System.nanoTime();
    int requests = (int) Math.max(REQUESTS_LEAST, storm.toSeconds() * REQUESTS_PER_SECOND);
    Duration rest = REST.plusSeconds(requests / RESTING_PER_SECOND);
    Chronicle chronicle = new Chronicle(tell);
    tell.accept("setting the stage: three brokers, four workers, a speech host, proxies between");
    try (Stage stage =
        Stage.set(
            directory,
            tuning,
            protocol,
            seed,
            Math.max(DISK_LEAST, requests * DISK_BYTES_EACH),
            chronicle)) {
      tell.accept(
          "the storm: %d records in %d s, faults of seed %d"
              .formatted(requests, storm.toSeconds(), seed));
      boolean rested = new Storm(stage, seed).blow(requests, storm, rest);
      tell.accept(
          rested
              ? "all is quiet after the storm"
              : "NOT all came to its end within " + rest.toSeconds() + " s after the storm");
      List<Scene> played = new ArrayList<>();
      for (Scene scene : scenes(stage)) {
        if (rested) {
          tell.accept(scene.name());
          scene.play();
          played.add(scene);
          rested = stage.awaitRest(rest);
        }
      }
      tell.accept("reading the topics");
      Observed seen = stage.observe();
      GroupHistory group = GroupHistory.of(stage.bootstrapServers(), Worker.GROUP);
      List<Figure> figures =
          played.stream()
              .flatMap(scene -> scene.figures(seen, group).stream())
              .collect(Collectors.toCollection(ArrayList::new));
      figures.addAll(stops(chronicle));
      figures.add(
          Figure.atMost(
              "processes that ended without being told to", chronicle.fallen().size(), 0));
      return new Report(
          seed,
          Duration.ofNanos(System.nanoTime() - began),
          chronicle.counts(),
          chronicle.kills(),
          stage.feed().sent(),
          rested,
          stage.diskMissing(),
          Promises.judge(seen),
          figures);
    }
  }

  /** How workers ended that were asked to, in the storm and in the scenes. */
  private static List<Figure> stops(Chronicle chronicle) {
    long wrong = chronicle.stops().stream().filter(stop -> stop.exitCode() != 0).count();
    long slowest =
        chronicle.stops().stream().mapToLong(stop -> stop.took().toMillis()).max().orElse(0);
    return List.of(
        Figure.atMost(
            "wrong exit codes of %d workers after SIGTERM".formatted(chronicle.stops().size()),
            wrong,
            0),
        Figure.atMostMillis("the slowest of them", slowest, STOP_MAX_MILLIS));
  }

  private List<Scene> scenes(Stage stage) {
    return List.of(
        new DeadHost(stage, seed),
        new ClosedGate(stage, seed),
        new Failover(stage, seed, DEATHS, tuning == Tuning.TUNED),
        new Company(stage, seed),
        new LettersReturn(stage));
  }
}
