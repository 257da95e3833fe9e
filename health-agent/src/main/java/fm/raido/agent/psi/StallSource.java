package fm.raido.agent.psi;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One line of one pressure file, and the window over its counter. */
final class StallSource implements Closeable {
  private static final Logger log = LoggerFactory.getLogger(StallSource.class);

  /** The longest of these texts has about 110 characters. */
  private static final int LENGTH_MAX = 1_023;

  private final Path path;
  private final byte[] line;
  private final @Nullable KernelFile file;
  private final StallWindow window = new StallWindow();
  private boolean complained;

  StallSource(Path path, String line) {
    this.path = path;
    this.line = line.getBytes(US_ASCII);
    this.file = open(path);
  }

  void sample() {
    if (file == null) {
      return;
    }
    long total = PsiText.NONE;
    try {
      int length = file.read();
      total = PsiText.total(file.text(), length, line);
      if (total < 0) {
        complain("its line \"" + new String(line, US_ASCII) + "\" has no total");
      }
    } catch (IOException e) {
      complain(String.valueOf(e.getMessage()));
    }
    window.add(System.nanoTime(), total);
  }

  /** The share of the last window, in percent, or {@link StallWindow#MISSING}. */
  double percent() {
    return window.percent();
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

  private void complain(String why) {
    if (!complained) {
      complained = true;
      log.warn("health: {} cannot be used: {}; it counts as not read", path, why);
    }
  }

  private static @Nullable KernelFile open(Path path) {
    try {
      return Files.isReadable(path) ? new KernelFile(path, LENGTH_MAX) : null;
    } catch (IOException e) {
      log.warn("health: {} cannot be read: {}", path, e.getMessage());
      return null;
    }
  }
}
