package fm.raido.benchmarks;

import fm.raido.schemas.topic.TopicCatalogue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * From a request's append to its committed outcome, with a voice that answers at once, at 50
 * requests a second: one worker with all guards on beside the bare loop, in turns on one broker.
 */
final class LatencyBenchmark implements Benchmark {
  private static final int PER_SECOND = 50;
  private static final Duration FIRST = Duration.ofSeconds(60);
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** The limits stay on and are out of the way: they are not what is measured. */
  private static final Map<String, String> WIDE_LIMITS =
      Map.of(
          "TTS_MAX_PER_MINUTE", "100000",
          "TTS_MAX_IN_FLIGHT", "64",
          "MAX_CONCURRENT_JOBS", "64");

  @Override
  public String name() {
    return "latency";
  }

  @Override
  public List<Figure> run(Plan plan) {
    try (Scene scene = Scene.open(plan.newDirectory("latency"));
        QuickVoice voice = QuickVoice.start();
        RequestFeed feed = scene.feed();
        Lane ours = ours(scene, voice);
        Lane peer = peer(scene, voice)) {
      List<List<Double>> our = new ArrayList<>();
      List<List<Double>> their = new ArrayList<>();
      for (Lane lane : List.of(ours, peer)) {
        plan.progress().say("latency: warm-up");
        var _ = lane.round(feed, 1, PER_SECOND, FIRST);
        var _ = lane.round(feed, plan.of(20, 15) * PER_SECOND, PER_SECOND, PATIENCE);
      }
      for (int i = 1; i <= plan.repeats(); i++) {
        plan.progress().say("latency: round %d of %d".formatted(i, plan.repeats()));
        int count = plan.of(30, 10) * PER_SECOND;
        boolean oursFirst = plan.random().nextBoolean();
        if (oursFirst) {
          our.add(ours.round(feed, count, PER_SECOND, PATIENCE));
        }
        their.add(peer.round(feed, count, PER_SECOND, PATIENCE));
        if (!oursFirst) {
          our.add(ours.round(feed, count, PER_SECOND, PATIENCE));
        }
      }
      return List.of(
          figure("latency p50", 50, our, their, 30), figure("latency p99", 99, our, their, 100));
    }
  }

  private static Lane ours(Scene scene, QuickVoice voice) {
    Map<String, String> settings = new java.util.HashMap<>(WIDE_LIMITS);
    settings.put("KOKORO_BASE_URL", voice.baseUrl());
    return Lane.of(
        scene, TopicCatalogue.REQUESTS, TopicCatalogue.OUTCOMES, Programs.worker(scene, settings));
  }

  private static Lane peer(Scene scene, QuickVoice voice) {
    return Lane.of(
        scene, Scene.PEER_REQUESTS, Scene.PEER_OUTCOMES, Programs.bareLoop(scene, voice.baseUrl()));
  }

  private static Figure figure(
      String name, double percent, List<List<Double>> ours, List<List<Double>> peer, double limit) {
    return new Figure(
        name,
        "ms",
        ours.stream().map(round -> Spread.percentile(round, percent)).toList(),
        peer.stream().map(round -> Spread.percentile(round, percent)).toList(),
        new Target.AtMost(limit));
  }
}
