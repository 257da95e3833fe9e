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
  private final int lengthMax;
  private final Reading reading;
  private @Nullable KernelFile file;
  private final SmoothedCount count = new SmoothedCount();
  private boolean lost;

  TaskCount(Path path, int lengthMax, Reading reading) {
    this.path = path;
    this.lengthMax = lengthMax;
    this.reading = reading;
  }

  void sample() {
    if (lost) {
      return;
    }
    try {
      KernelFile open = file;
      if (open == null) {
        if (!Files.isReadable(path)) {
          lost = true;
          return;
        }
        // Not before it is needed: the larger of these files takes a buffer of its size.
        open = new KernelFile(path, lengthMax);
        file = open;
      }
      count.add(reading.count(open.text(), open.read()));
    } catch (IOException e) {
      lost = true;
      count.rest();
      log.warn("health: {} cannot be read any more: {}", path, e.getMessage());
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
    KernelFile open = file;
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        log.debug("closing {}", path, e);
      }
    }
  }
}
