package fm.raido.agent.psi;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many tasks are in a state, by a file of the kernel, smoothed over the window of the stalls.
 * It is read only while somebody asks for it. Not safe for several threads; makes nothing.
 */
final class TaskCount implements Closeable {
  private static final Logger log = LoggerFactory.getLogger(TaskCount.class);

  /** Finds the count in the file's text; negative where it has none. */
  interface Reading {
    long count(byte[] text, int length);
  }

  private final Path path;
  private final Reading reading;
  private final @Nullable KernelFile file;
  private final SmoothedCount count;
  private boolean complained;

  /**
   * @param lengthMax the most bytes that the file has
   * @param most what a single count is cut to
   */
  TaskCount(Path path, int lengthMax, double most, Reading reading) {
    this.path = path;
    this.reading = reading;
    count = new SmoothedCount(most);
    file = open(path, lengthMax);
  }

  void sample() {
    if (file == null) {
      return;
    }
    try {
      // The length first: reading may need a larger array for the text.
      int length = file.read();
      count.add(reading.count(file.text(), length));
    } catch (IOException e) {
      count.rest();
      if (!complained) {
        complained = true;
        log.warn("health: {} cannot be read: {}; trying on", path, e.getMessage());
      }
    }
  }

  /** Nobody asks for it: the next sample begins anew. */
  void rest() {
    count.rest();
  }

  /** The count, or {@link StallWindow#MISSING}. */
  double value() {
    return count.value();
  }

  @Override
  public void close() {
    if (file != null) {
      try {
        file.close();
      } catch (IOException e) {
        log.debug("closing {}", path, e);
      }
    }
  }

  /** At once and not in the trouble, in which there may be no descriptor left. */
  private static @Nullable KernelFile open(Path path, int lengthMax) {
    try {
      if (Files.isReadable(path)) {
        return new KernelFile(path, lengthMax);
      }
      log.warn("health: {} is missing; the stalls that it would weigh count in full", path);
    } catch (IOException e) {
      log.warn("health: {} cannot be read: {}", path, e.getMessage());
    }
    return null;
  }
}
