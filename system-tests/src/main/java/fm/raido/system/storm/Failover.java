package fm.raido.system.storm;

import fm.raido.schemas.topic.TopicCatalogue;
import fm.raido.testkit.promise.Observed.Settled;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.kafka.common.TopicPartition;

/** The broker that leads the protection log dies while requests come in at a steady pace. */
public final class Failover {
  private static final Duration BEFORE = Duration.ofSeconds(4);
  private static final Duration AFTER = Duration.ofSeconds(8);
  private static final Duration READY = Duration.ofSeconds(60);
  private static final long STALL_MAX_MILLIS = 2_500;

  private final Stage stage;
  private final Steady steady;
  private final List<Instant> deaths = new ArrayList<>();
  private Instant calmFrom = Instant.EPOCH;

  public Failover(Stage stage, long seed) {
    this.stage = stage;
    this.steady = new Steady(stage, "failover-", new SplittableRandom(seed));
  }

  /**
   * Plays it so many times, each with another leader.
   *
   * @param times how many brokers die, one after the other
   */
  public void play(int times) throws InterruptedException {
    stage.heal(2, READY);
    calmFrom = Instant.now();
    for (int i = 0; i < times; i++) {
      stage.cluster().awaitInSync(READY);
      Thread feeding = steady.start(BEFORE.plus(AFTER));
      Stage.pause(BEFORE);
      int leader =
          stage.cluster().leaderOf(new TopicPartition(TopicCatalogue.PROTECTION, 0));
      deaths.add(Instant.now());
      stage.cluster().kill(leader);
      stage.chronicle().did(Deed.KILL_BROKER, "broker " + leader + " (leader of the log)");
      feeding.join();
      stage.cluster().restart(leader);
    }
    stage.cluster().awaitInSync(READY);
  }

  /** The longest stalls. */
  public List<Figure> figures(List<Settled> outcomes, boolean tuned) {
    long calm = Steady.longest(steady.between(outcomes, calmFrom, deaths.getFirst()));
    List<Figure> figures = new ArrayList<>();
    long worst = -1;
    for (Instant death : deaths) {
      worst =
          Math.max(
              worst,
              Steady.longest(
                  steady.between(outcomes, death.minusSeconds(1), death.plus(AFTER))));
    }
    figures.add(
        Figure.atMostMillis(
            "longest stall on the death of the leading broker (in calm %d ms), %d deaths"
                .formatted(calm, deaths.size()),
            worst,
            tuned ? STALL_MAX_MILLIS : Long.MAX_VALUE));
    return figures;
  }
}
