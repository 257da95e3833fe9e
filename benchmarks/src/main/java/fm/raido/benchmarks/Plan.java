package fm.raido.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How everything is measured.
 *
 * @param quick fewer and shorter repeats
 * @param night how long the night is in which false alarms are counted
 * @param directory for all that is written meanwhile
 * @param random draws the order of what is compared
 * @param progress told what is being done
 */
public record Plan(
    boolean quick, Duration night, Path directory, RandomGenerator random, Progress progress) {

  /** Told what is being done. */
  public interface Progress {
    void say(String words);
  }

  public int repeats() {
    return quick ? 3 : 5;
  }

  /** The one, or in a quick run the other. */
  public int of(int full, int whenQuick) {
    return quick ? whenQuick : full;
  }

  /** A new directory under the plan's own. */
  public Path newDirectory(String name) {
    try {
      return Files.createTempDirectory(directory, name + "-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
