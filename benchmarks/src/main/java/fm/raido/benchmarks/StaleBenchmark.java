package fm.raido.benchmarks;

import fm.raido.schemas.topic.TopicCatalogue;
import fm.raido.testkit.process.ChildJvm;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A backlog of expired requests, met by a worker that has just been started; and by the bare loop,
 * with as many records to a transaction. Each round has a new broker.
 */
final class StaleBenchmark implements Benchmark {
  private static final long PATIENCE_SECONDS = 120;

  private final int requests;

  StaleBenchmark(int requests) {
    this.requests = requests;
  }

  private record Run(double perSecond, double wallSeconds) {}

  @Override
  public String name() {
    return "stale";
  }

  @Override
  public List<Figure> run(Plan plan) throws InterruptedException {
    List<Run> ours = new ArrayList<>();
    List<Run> peer = new ArrayList<>();
    for (int i = 1; i <= plan.repeats(); i++) {
      plan.progress().say("stale: round %d of %d".formatted(i, plan.repeats()));
      try (Scene scene = Scene.open(plan.newDirectory("stale"));
          RequestFeed feed = scene.feed()) {
        for (String topic : List.of(TopicCatalogue.REQUESTS, Scene.PEER_REQUESTS)) {
          feed.flood(topic, requests, n -> feed.expired("stale-" + n));
        }
        boolean oursFirst = plan.random().nextBoolean();
        if (oursFirst) {
          ours.add(ours(scene));
        }
        peer.add(peer(scene));
        if (!oursFirst) {
          ours.add(ours(scene));
        }
      }
    }
    return List.of(
        new Figure(
            "stale backlog",
            "a second",
            ours.stream().map(Run::perSecond).toList(),
            peer.stream().map(Run::perSecond).toList(),
            new Target.AtLeast(20_000)),
        new Figure(
            "stale, from process start",
            "s",
            ours.stream().map(Run::wallSeconds).toList(),
            peer.stream().map(Run::wallSeconds).toList(),
            new Target.None()));
  }

  private Run ours(Scene scene) throws InterruptedException {
    Rush rush = new Rush(requests);
    try (CommittedReader _ = scene.follow(TopicCatalogue.OUTCOMES, rush);
        ChildJvm worker = Programs.worker(scene, Map.of("KOKORO_BASE_URL", "http://127.0.0.1:9"))) {
      return run(rush, worker);
    }
  }

  private Run peer(Scene scene) throws InterruptedException {
    Rush rush = new Rush(requests);
    try (CommittedReader _ = scene.follow(Scene.PEER_OUTCOMES, rush);
        ChildJvm loop = Programs.bareLoop(scene, "http://127.0.0.1:9")) {
      return run(rush, loop);
    }
  }

  private static Run run(Rush rush, ChildJvm program) throws InterruptedException {
    rush.await(program, PATIENCE_SECONDS);
    return new Run(rush.perSecond(), (System.nanoTime() - program.startedNanos()) / 1e9);
  }
}
