package fm.raido.system.prove;

import fm.raido.system.storm.Deed;
import fm.raido.system.storm.Figure;
import fm.raido.testkit.promise.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What came of a trial.
 *
 * @param took from the first process's start to the last verdict
 * @param deeds what was done to the system, and how often
 * @param kills processes killed
 * @param records sent to the request topic, rubbish and repeats included
 * @param rested whether every record came to its end
 * @param diskMissing why no disk could be filled; empty where one could
 */
record Report(
    long seed,
    Duration took,
    Map<Deed, Long> deeds,
    long kills,
    long records,
    boolean rested,
    String diskMissing,
    List<Verdict> verdicts,
    List<Figure> figures) {

  /** The same with one more figure, after that time. */
  Report with(Figure figure, Duration nowTook) {
    List<Figure> all = new ArrayList<>(figures);
    all.add(figure);
    return new Report(
        seed, nowTook, deeds, kills, records, rested, diskMissing, verdicts, List.copyOf(all));
  }

  /** Whether all holds that does not depend on how fast the machine is. */
  boolean holds() {
    return rested
        && verdicts.stream().allMatch(verdict -> verdict.tried() && verdict.holds())
        && figures.stream().filter(figure -> !figure.timed()).allMatch(Figure::met);
  }

  boolean isGood() {
    return holds() && figures.stream().allMatch(Figure::met);
  }
}
