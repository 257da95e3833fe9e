package fm.raido.agent.record;

import static org.assertj.core.api.Assertions.assertThat;

import fm.raido.protection.pressure.PressureThresholds;
import fm.raido.schemas.protection.PressureLevel;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What happened on real hosts, through the windows and levels of the live agent. */
class RecordedHostsTest {
  @ParameterizedTest(name = "{0} is critical within {1} ms")
  @CsvSource({
    "spinners, 2000",
    "fork-bomb, 2000",
    "memory-hog, 600",
    "io-storm, 800",
    "io-storm-at-work, 800"
  })
  void anOverloadIsCriticalInTimeAndForAsLongAsItLasts(String name, double withinMs)
      throws IOException {
    Recording recording = recording(name);
    double start = recording.at(Mark.LOAD_STARTS).orElseThrow();
    double end = recording.at(Mark.LOAD_ENDS).orElseThrow();
    Timeline timeline = replay(recording);
    double critical = timeline.first(PressureLevel.CRITICAL).orElseThrow();
    assertThat(critical - start).isBetween(0.0, withinMs);
    assertThat(timeline.looks())
        .filteredOn(look -> look.ms() > critical && look.ms() < end)
        .extracting(Timeline.Look::level)
        .containsOnly(PressureLevel.CRITICAL);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"night-voice", "night-slow-disk"})
  void ordinaryWorkIsNeverCritical(String name) throws IOException {
    assertThat(replay(recording(name)).looks())
        .isNotEmpty()
        .extracting(Timeline.Look::level)
        .doesNotContain(PressureLevel.CRITICAL);
  }

  /**
   * Two compilers beside a voice that never stops are no overload to the quick rules. They keep the
   * processors at 100 % for nearly two minutes, though, and that is what the rule of five checks
   * means.
   */
  @Test
  void workThatFillsTheProcessorsIsToldByUseAloneAndLate() throws IOException {
    Recording recording = recording("night-work");
    assertThat(replay(recording).looks())
        .filteredOn(look -> look.level() == PressureLevel.CRITICAL)
        .isNotEmpty()
        .allSatisfy(look -> {
          assertThat(look.reason()).startsWith("cpu use");
          assertThat(look.ms()).isGreaterThan(50_000);
        });
  }

  private static Timeline replay(Recording recording) {
    return Replay.of(recording, PressureThresholds.defaults());
  }

  static Recording recording(String name) throws IOException {
    String file = "/recordings/" + name + ".jsonl.gz";
    try (InputStream in =
        Objects.requireNonNull(RecordedHostsTest.class.getResourceAsStream(file), file)) {
      return Recording.read(in, file);
    }
  }
}
