package fm.raido.system.storm;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * Hits the stage with one fault after the other, chosen by a seed, while requests come in; then
 * heals everything and waits for rest. The same seed chooses the same faults in the same order;
 * what they meet differs from run to run, as it does on air.
 */
public final class Storm {
  private static final Duration HEALING = Duration.ofSeconds(90);

  private final Stage stage;
  private final Draw draw;
  private final FaultAgenda agenda = new FaultAgenda();
  private final BrokerFaults brokers;
  private final List<Fault> faults;

  public Storm(Stage stage, long seed) {
    this.stage = stage;
    this.draw = new Draw(new SplittableRandom(seed));
    this.brokers = new BrokerFaults(stage, agenda, draw);
    this.faults =
        Stream.of(
                new WorkerFaults(stage, agenda, draw).all(),
                brokers.all(),
                new LinkFaults(stage, agenda, draw).all(),
                new WorldFaults(stage, agenda, draw).all())
            .flatMap(List::stream)
            .toList();
  }

  /**
   * Blows.
   *
   * @param requests how many records come in meanwhile
   * @param lasting how long faults are made
   * @param rest how long everything may take to come to its end after it
   * @return whether everything had come to its end
   */
  public boolean blow(int requests, Duration lasting, Duration rest) throws Exception {
    stage.scaleTo(Stage.WORKERS, HEALING);
    Mix mix = new Mix(draw.dice().split(), "r");
    Thread feeding =
        Thread.ofPlatform()
            .name("feed")
            .start(() ->
                stage.feed().pace(requests, lasting.multipliedBy(9).dividedBy(10), mix::next));
    long end = System.nanoTime() + lasting.toNanos();
    long half = System.nanoTime() + lasting.toNanos() / 2;
    boolean restarted = false;
    while (System.nanoTime() < end) {
      agenda.work(Math.min(end, System.nanoTime() + draw.millis(300, 1_800).toNanos()));
      if (!restarted && System.nanoTime() > half) {
        restarted = true;
        agenda.finish();
        brokers.restartAll();
      }
      stage.slots().forEach(WorkerSlot::supervise);
      draw.fault(faults).strike().call();
    }
    agenda.finish();
    stage.heal(Stage.WORKERS, HEALING);
    feeding.join();
    return stage.awaitRest(rest);
  }
}
