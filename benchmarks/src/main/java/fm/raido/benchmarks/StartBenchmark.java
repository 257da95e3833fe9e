package fm.raido.benchmarks;

import fm.raido.schemas.topic.TopicCatalogue;
import fm.raido.testkit.process.ChildJvm;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;

/**
 * From the start of a process to its first result: a worker with a request waiting, and a whole
 * station with the example show. Both have their classes ready as the launcher sees to it, so one
 * start before the first that counts makes the archive.
 */
final class StartBenchmark implements Benchmark {
  private static final long WORKER_SECONDS = 60;
  private static final Duration STATION_TIME = Duration.ofMinutes(3);
  private static final String SHOW = "evening-show.jsonl";

  @Override
  public String name() {
    return "start";
  }

  @Override
  public List<Figure> run(Plan plan) throws InterruptedException {
    return List.of(
        Figure.alone("start of a worker", "s", workers(plan), new Target.AtMost(4)),
        Figure.alone("station --once, the show", "s", stations(plan), new Target.AtMost(40)));
  }

  private static List<Double> workers(Plan plan) throws InterruptedException {
    List<Double> seconds = new ArrayList<>();
    try (Scene scene = Scene.open(plan.newDirectory("start"));
        QuickVoice voice = QuickVoice.start();
        RequestFeed feed = scene.feed()) {
      Path cache = scene.directory().resolve("worker.aot");
      for (int i = 0; i <= plan.repeats(); i++) {
        List<String> options = new ArrayList<>(List.of("-Xmx256m"));
        options.addAll(i == 0 ? Programs.makesCache(cache) : Programs.usesCache(cache));
        plan.progress().say("start: worker %d of %d".formatted(i, plan.repeats()));
        double took = worker(scene, feed, voice, options, "start-" + i);
        if (i > 0) {
          seconds.add(took);
        }
      }
    }
    return seconds;
  }

  private static double worker(
      Scene scene, RequestFeed feed, QuickVoice voice, List<String> options, String id)
      throws InterruptedException {
    CountDownLatch first = new CountDownLatch(1);
    long[] seenNanos = new long[1];
    try (CommittedReader _ =
        scene.follow(
            TopicCatalogue.OUTCOMES,
            record -> {
              seenNanos[0] = System.nanoTime();
              first.countDown();
            })) {
      feed.send(TopicCatalogue.REQUESTS, feed.fresh(id)).join();
      Map<String, String> settings =
          Map.of("KOKORO_BASE_URL", voice.baseUrl(), "TTS_MAX_PER_MINUTE", "1000");
      try (ChildJvm worker = Programs.worker(scene, options, settings)) {
        if (!first.await(WORKER_SECONDS, java.util.concurrent.TimeUnit.SECONDS)) {
          throw new BenchmarkFailed(
              "no outcome in %d s:%n%s".formatted(WORKER_SECONDS, worker.lastLines()));
        }
        return (seenNanos[0] - worker.startedNanos()) / 1e9;
      }
    }
  }

  private static List<Double> stations(Plan plan) throws InterruptedException {
    Path directory = plan.newDirectory("station");
    Path show = directory.resolve(SHOW);
    try (InputStream in = StartBenchmark.class.getResourceAsStream(SHOW)) {
      Files.copy(Objects.requireNonNull(in, SHOW), show);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<String> options = new ArrayList<>(List.of("-Xmx512m"));
    options.addAll(Programs.classArchive(directory.resolve("station.jsa")));
    List<Double> seconds = new ArrayList<>();
    for (int i = 0; i <= plan.repeats(); i++) {
      plan.progress().say("start: station %d of %d".formatted(i, plan.repeats()));
      double took = station(directory, show, options, "run-" + i);
      if (i > 0) {
        seconds.add(took);
      }
    }
    return seconds;
  }

  private static double station(Path directory, Path show, List<String> options, String run)
      throws InterruptedException {
    List<String> arguments =
        List.of(
            "--once",
            "--show",
            show.toString(),
            "--data",
            directory.resolve(run).toString(),
            "--out",
            directory.resolve(run + "-out").toString());
    // A machine that is busy with something else would close the gate, as it should.
    Map<String, String> settings = Map.of("PROTECT_ON_HOSTS", "nobody");
    try (ChildJvm station = Programs.station(directory, options, arguments, settings)) {
      int code = station.awaitEnd(STATION_TIME);
      double took = (System.nanoTime() - station.startedNanos()) / 1e9;
      String output = station.output();
      if (code != 0 || !output.contains("9 requests:") || !output.contains("(0 waiting)")) {
        throw new BenchmarkFailed(
            "the station ended with %d:%n%s".formatted(code, station.lastLines()));
      }
      return took;
    }
  }
}
