package fm.raido.system.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A simulator that finds nothing proves nothing: each broken rule must show. */
class PlantedBugsTest {
  private static final int SCHEDULES = 1_000;

  @BeforeAll
  static void quieten() {
    Schedules.quieten();
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void isCaught(PlantedBug bug) {
    Optional<String> caught =
        LongStream.rangeClosed(1, SCHEDULES)
            .mapToObj(seed -> broken(seed, bug))
            .flatMap(Optional::stream)
            .findFirst();
    System.out.println(bug + ": " + caught.map(it -> it.substring(0, Math.min(120, it.length()))));
    assertThat(caught).as("caught within %s schedules", SCHEDULES).isPresent();
  }

  private static Optional<String> broken(long seed, PlantedBug bug) {
    try {
      boolean floods = bug.needs().contains(Weather.Fault.FLOOD);
      (floods ? Simulation.flood(seed, bug) : Simulation.of(seed, bug)).run();
      return Optional.empty();
    } catch (BrokenPromise e) {
      return Optional.of("seed " + seed + ", " + e.getMessage());
    }
  }
}
