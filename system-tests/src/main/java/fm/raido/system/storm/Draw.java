package fm.raido.system.storm;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/** What chance chooses, from a seed. */
final class Draw {
  private final SplittableRandom dice;

  Draw(SplittableRandom dice) {
    this.dice = dice;
  }

  int below(int bound) {
    return dice.nextInt(bound);
  }

  <T> T pick(T[] all) {
    return all[dice.nextInt(all.length)];
  }

  WorkerSlot slot(Stage stage) {
    return stage.slot(dice.nextInt(Stage.WORKERS));
  }

  /** Of those two, and between them. */
  Duration millis(long least, long most) {
    return Duration.ofMillis(dice.nextLong(least, most + 1));
  }

  /** One of them, as often as it weighs. */
  Fault fault(List<Fault> all) {
    int roll = dice.nextInt(all.stream().mapToInt(Fault::weight).sum());
    for (Fault fault : all) {
      roll -= fault.weight();
      if (roll < 0) {
        return fault;
      }
    }
    throw new IllegalStateException("weights");
  }

  SplittableRandom dice() {
    return dice;
  }
}
