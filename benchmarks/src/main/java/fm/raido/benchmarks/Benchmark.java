package fm.raido.benchmarks;

import java.util.List;

/** One thing that is measured. Every wait in it is bounded. */
public interface Benchmark {
  String name();

  /**
   * Measures.
   *
   * @throws BenchmarkFailed if what was to be measured did not happen
   */
  List<Figure> run(Plan plan) throws InterruptedException;
}
