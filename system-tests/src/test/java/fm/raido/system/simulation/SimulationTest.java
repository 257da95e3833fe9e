package fm.raido.system.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * The promises over thousands of schedules. {@code -Dsimulation.seed=n} replays one of them and
 * writes down what happens in it; {@code -Dsimulation.schedules=n} and {@code -Dsimulation.from=n}
 * choose others.
 */
class SimulationTest {
  private static final long SCHEDULES = Long.getLong("simulation.schedules", 100_000);
  private static final long FROM = Long.getLong("simulation.from", 1);
  private static final int FLOODS = Integer.getInteger("simulation.floods", 12);
  private static final int CROWDS = Integer.getInteger("simulation.crowds", 100);

  @Test
  void everyScheduleKeepsEveryPromise() {
    Long one = Long.getLong("simulation.seed");
    Schedules.Summary summary =
        one == null
            ? Schedules.run(LongStream.range(FROM, FROM + SCHEDULES), Simulation::of)
            : Schedules.run(LongStream.of(one), Simulation::of);
    System.out.println(summary);
    assertThat(summary.broken()).isEmpty();
    if (one == null && SCHEDULES > 100) {
      assertThat(summary.outcomes()).as("outcomes").isGreaterThan(2 * SCHEDULES);
      assertThat(summary.asks()).as("asks").isGreaterThan(SCHEDULES);
    }
  }

  @Test
  void aCrowdKeepsEveryPromise() {
    Schedules.Summary summary =
        Schedules.run(LongStream.range(FROM, FROM + CROWDS), Simulation::crowd);
    System.out.println(summary);
    assertThat(summary.broken()).isEmpty();
  }

  @Test
  void aFloodKeepsEveryPromise() {
    AtomicLong open = new AtomicLong();
    AtomicInteger metadata = new AtomicInteger();
    Schedules.Summary summary =
        Schedules.run(
            LongStream.range(FROM, FROM + FLOODS),
            Simulation::flood,
            flood -> {
              open.accumulateAndGet(flood.outcomes().mostOpen(), Math::max);
              metadata.accumulateAndGet(flood.outcomes().longestMetadata(), Math::max);
            });
    System.out.println(summary + ", most open " + open + ", longest commit " + metadata);
    assertThat(summary.broken()).isEmpty();
    assertThat(open).as("a window that was full").hasValueGreaterThan(7_500);
    assertThat(metadata).as("a commit that had much to say").hasValueGreaterThan(3_400);
  }

  @Test
  void theSameSeedReplaysExactly() {
    for (long seed = 1; seed <= 30; seed++) {
      Simulation first = Simulation.of(seed).traced();
      first.run();
      Simulation second = Simulation.of(seed).traced();
      second.run();
      assertThat(firstDifference(first.traceLines(), second.traceLines()))
          .as("seed %s", seed)
          .isEmpty();
    }
  }

  private static Optional<String> firstDifference(List<String> one, List<String> other) {
    for (int i = 0; i < Math.max(one.size(), other.size()); i++) {
      String here = i < one.size() ? one.get(i) : "the end";
      String there = i < other.size() ? other.get(i) : "the end";
      if (!here.equals(there)) {
        return Optional.of(here + " | " + there);
      }
    }
    return Optional.empty();
  }
}
