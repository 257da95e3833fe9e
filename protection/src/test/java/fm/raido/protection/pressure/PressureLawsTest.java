package fm.raido.protection.pressure;

import static org.assertj.core.api.Assertions.assertThat;

import fm.raido.schemas.protection.PressureLevel;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Laws over random looks: values around every threshold, gaps, nonsense and steps of the clock. */
class PressureLawsTest {
  private static final int LOOKS = 4_000;

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34, 55, 89})
  void aLevelIsNeverLeftDownwardsBeforeItsDwell(long seed) {
    Random random = new Random(seed);
    Looks looks = Looks.withDefaults();
    PressureState before = looks.state();
    Duration dwelt = Duration.ZERO;
    int down = 0;
    for (int i = 0; i < LOOKS; i++) {
      PressureState after = looks.look(randomLook(random, before.at(), 0.05));
      Duration step = Duration.between(before.at(), after.at());
      boolean believed = after.refused().stream().noneMatch(word -> word.startsWith("clock"));
      dwelt = believed ? dwelt.plus(step) : dwelt;
      if (after.level() != before.level()) {
        if (after.level().compareTo(before.level()) < 0) {
          down++;
          assertThat(dwelt)
              .as("seed %s look %s: %s", seed, i, before.reason())
              .isGreaterThanOrEqualTo(Duration.ofSeconds(10));
        }
        dwelt = Duration.ZERO;
      }
      before = after;
    }
    assertThat(down).as("seed %s goes up and down at all", seed).isPositive();
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34, 55, 89})
  void aLookThatSeesNothingNeverRaisesAndEndsNothingBeforeAMinute(long seed) {
    Random random = new Random(seed);
    Looks looks = Looks.withDefaults();
    for (int i = 0; i < LOOKS; i++) {
      PressureState before = looks.look(randomLook(random, looks.state().at(), 0));
      // Checks of use may end at this very look with what was read in time: stay within the check.
      Instant blind = before.at().plusMillis(1);
      if (!before.check().isOver(blind) && !before.signals().isEmpty()) {
        PressureState after = looks.look(Readings.nothing(blind));
        assertThat(after.level())
            .as("seed %s look %s: %s", seed, i, before.reason())
            .isLessThanOrEqualTo(before.level());
        for (Signal signal : Signal.values()) {
          assertThat(after.signal(signal).level())
              .as("seed %s look %s %s", seed, i, signal)
              .isEqualTo(before.signal(signal).level());
        }
      }
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34, 55, 89})
  void theHostIsNeverBetterThanItsWorstSignalAndAlwaysSaysWhy(long seed) {
    Random random = new Random(seed);
    Looks looks = Looks.withDefaults();
    for (int i = 0; i < LOOKS; i++) {
      PressureState state = looks.look(randomLook(random, looks.state().at(), 0.05));
      for (Signal signal : Signal.values()) {
        assertThat(state.level())
            .as("seed %s look %s", seed, i)
            .isGreaterThanOrEqualTo(state.signal(signal).level());
      }
      assertThat(state.cause() == null)
          .as("seed %s look %s", seed, i)
          .isEqualTo(state.level() == PressureLevel.NORMAL);
      assertThat(state.reason()).isNotBlank();
    }
  }

  /** Values stay for a while, so that levels are entered and left. */
  private static Readings randomLook(Random random, Instant before, double nonsense) {
    long phase = before.getEpochSecond() / 45;
    boolean bad = new Random(phase * 31 + 7).nextInt(3) == 0;
    boolean step = random.nextDouble() < nonsense / 50;
    Instant at =
        step
            ? before.plusSeconds(random.nextInt(200) - 100)
            : before.plusMillis(random.nextInt(8) == 0 ? 3_000 : 50 + random.nextInt(400));
    return new Readings(
        at,
        value(random, bad, 60, 97, nonsense),
        value(random, bad, 50, 96, nonsense),
        value(random, bad, 2, 12, nonsense),
        2,
        value(random, bad, 2, 12, nonsense),
        value(random, bad, 20, 99, nonsense),
        value(random, bad && random.nextInt(40) == 0, 1, 45, nonsense),
        value(random, bad, 10, 90, nonsense),
        random.nextBoolean() ? null : value(random, bad, 20, 95, nonsense),
        random.nextBoolean() ? null : value(random, bad, 1, 9, nonsense));
  }

  private static @Nullable Double value(
      Random random, boolean bad, double good, double critical, double nonsense) {
    if (random.nextInt(10) == 0) {
      return null;
    }
    if (random.nextDouble() < nonsense) {
      return random.nextBoolean() ? Double.NaN : Double.valueOf(-random.nextDouble());
    }
    return (bad ? critical : good) * (0.97 + random.nextDouble() * 0.04);
  }
}
