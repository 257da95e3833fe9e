package fm.raido.benchmarks;

import java.util.Collection;
import java.util.List;

/** Median and range of repeated measurements. */
public record Spread(double median, double least, double most, int count) {

  /**
   * Sums up.
   *
   * @throws IllegalArgumentException if there is nothing to sum up
   */
  public static Spread of(Collection<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    return new Spread(percentile(sorted, 50), sorted.getFirst(), sorted.getLast(), sorted.size());
  }

  /**
   * The value that so many percent of all are at or below, between neighbours in proportion.
   *
   * @param sorted in ascending order, not empty
   */
  public static double percentile(List<Double> sorted, double percent) {
    if (sorted.isEmpty()) {
      throw new IllegalArgumentException("no values");
    }
    double place = percent / 100 * (sorted.size() - 1);
    int below = (int) Math.floor(place);
    int above = Math.min(below + 1, sorted.size() - 1);
    double share = place - below;
    return sorted.get(below) * (1 - share) + sorted.get(above) * share;
  }
}
