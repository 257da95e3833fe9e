package fm.raido.system.storm;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Hits the stage with one fault after the other, chosen by a seed, while requests come in; then
 * heals everything and waits for rest. The same seed chooses the same faults in the same order;
 * what they meet differs from run to run, as it does on air.
 */
public final class Storm {
  private static final Duration HEALING = Duration.ofSeconds(90);

  private final Stage stage;
  private final SplittableRandom dice;
  private final Agenda agenda = new Agenda();
  private final List<Faults.Choice> choices;
  private final Faults faults;

  public Storm(Stage stage, long seed) {
    this.stage = stage;
    this.dice = new SplittableRandom(seed);
    this.faults = new Faults(stage, agenda, dice.split());
    this.choices = faults.choices();
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
    Mix mix = new Mix(dice.split(), "r");
    Thread feeding =
        Thread.ofPlatform()
            .name("feed")
            .start(() ->
                stage.feed().pace(requests, lasting.multipliedBy(9).dividedBy(10), mix::next));
    long end = System.nanoTime() + lasting.toNanos();
    long half = System.nanoTime() + lasting.toNanos() / 2;
    boolean restarted = false;
    while (System.nanoTime() < end) {
      agenda.work(Math.min(end, System.nanoTime() + dice.nextLong(300, 2_200) * 1_000_000));
      if (!restarted && System.nanoTime() > half) {
        restarted = true;
        agenda.finish();
        faults.restartAll();
      }
      stage.slots().forEach(WorkerSlot::supervise);
      choose().strike().call();
    }
    agenda.finish();
    stage.heal(Stage.WORKERS, HEALING);
    feeding.join();
    return stage.awaitRest(rest);
  }

  private Faults.Choice choose() {
    int all = choices.stream().mapToInt(Faults.Choice::weight).sum();
    int roll = dice.nextInt(all);
    for (Faults.Choice choice : choices) {
      roll -= choice.weight();
      if (roll < 0) {
        return choice;
      }
    }
    throw new IllegalStateException("weights");
  }
}
