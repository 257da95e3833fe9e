package fm.raido.system.simulation;

import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** The only source of chance in a simulation. */
final class Dice {
  private final SplittableRandom random;

  Dice(long seed) {
    this(new SplittableRandom(seed));
  }

  private Dice(SplittableRandom random) {
    this.random = random;
  }

  boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  /** Both ends included. */
  long between(long low, long high) {
    return random.nextLong(low, high + 1);
  }

  int upTo(int most) {
    return random.nextInt(most + 1);
  }

  /** Mostly near {@code low}, now and then near {@code high}. */
  long skewed(long low, long high) {
    double x = random.nextDouble();
    return low + (long) ((high - low) * x * x * x);
  }

  <T> T pick(List<T> among) {
    return among.get(random.nextInt(among.size()));
  }

  Dice split() {
    return new Dice(random.split());
  }

  RandomGenerator generator() {
    return random.split();
  }
}
