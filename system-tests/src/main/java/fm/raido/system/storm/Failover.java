package fm.raido.system.storm;

import fm.raido.schemas.topic.TopicCatalogue;
import fm.raido.system.audit.GroupHistory;
import fm.raido.testkit.promise.Observed;
import fm.raido.testkit.promise.Observed.Settled;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import org.apache.kafka.common.TopicPartition;

/** The broker that leads the protection log dies while requests come in at a steady pace. */
public final class Failover implements Scene {
  private static final Duration BEFORE = Duration.ofSeconds(4);
  private static final Duration AFTER = Duration.ofSeconds(8);
  private static final Duration READY = Duration.ofSeconds(60);
  private static final long STALL_MAX_MILLIS = 2_500;

  /** At Kafka's own time-outs a leader's death was seen to take 13 s (measured). */
  private static final long UNTUNED_STALL_MAX_MILLIS = 30_000;

  private final Stage stage;
  private final SteadyStream steady;
  private final List<Instant> deaths = new ArrayList<>();
  private final int times;
  private final boolean tuned;
  private Instant calmFrom = Instant.EPOCH;

  /**
   * @param times how many brokers die, one after the other, each the leader of its time
   * @param tuned whether the brokers are tuned for quick failover, and so whether there is a target
   */
  public Failover(Stage stage, long seed, int times, boolean tuned) {
    this.stage = stage;
    this.times = times;
    this.tuned = tuned;
    this.steady = new SteadyStream(stage, "failover-", new SplittableRandom(seed));
  }

  @Override
  public String name() {
    return "the leading broker dies";
  }

  @Override
  public void play() throws InterruptedException {
    stage.calm(2, READY);
    calmFrom = Instant.now();
    for (int i = 0; i < times; i++) {
      stage.cluster().awaitInSync(READY);
      Thread feeding = steady.start(BEFORE.plus(AFTER));
      Stage.pause(BEFORE);
      int leader = stage.cluster().leaderOf(new TopicPartition(TopicCatalogue.PROTECTION, 0));
      deaths.add(Instant.now());
      stage.cluster().kill(leader);
      stage.chronicle().did(Deed.KILL_BROKER, "broker " + leader + " (leader of the log)");
      feeding.join();
      stage.cluster().restart(leader);
    }
    stage.cluster().awaitInSync(READY);
  }

  @Override
  public List<Figure> figures(Observed seen, GroupHistory group) {
    List<Settled> outcomes = seen.outcomes();
    List<Settled> calm = steady.between(outcomes, calmFrom, deaths.getFirst());
    List<Settled> dying = new ArrayList<>();
    for (Instant death : deaths) {
      dying.addAll(steady.between(outcomes, death.minusSeconds(1), death.plus(AFTER)));
    }
    long most = tuned ? STALL_MAX_MILLIS : UNTUNED_STALL_MAX_MILLIS;
    return List.of(
        stall("what needs no speech", calm, dying, it -> !SteadyStream.isSpeech(it), most),
        stall("speech", calm, dying, SteadyStream::isSpeech, most));
  }

  private Figure stall(
      String what, List<Settled> calm, List<Settled> dying, Predicate<Settled> which, long most) {
    return Figure.atMostMillis(
        "longest stall of %s on the death of the leading broker, %d deaths (in calm %d ms)"
            .formatted(what, deaths.size(), SteadyStream.longest(calm, which)),
        SteadyStream.longest(dying, which),
        most);
  }
}
