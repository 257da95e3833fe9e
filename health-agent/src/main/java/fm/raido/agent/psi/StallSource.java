package fm.raido.agent.psi;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One line of one pressure file, or both, and the windows over their counters. */
final class StallSource implements Closeable {
  private static final Logger log = LoggerFactory.getLogger(StallSource.class);

  /** The longest of these texts has about 110 characters. */
  private static final int LENGTH_MAX = 1_023;

  private final Path path;
  private static final byte[] SOME = "some".getBytes(US_ASCII);

  private final byte[] line;
  private final @Nullable KernelFile file;
  private final StallWindow window = new StallWindow();
  private final @Nullable StallWindow someWindow;
  private boolean complained;

  /** The line of that name. */
  StallSource(Path path, String line) {
    this(path, line, null);
  }

  private StallSource(Path path, String line, @Nullable StallWindow someWindow) {
    this.path = path;
    this.line = line.getBytes(US_ASCII);
    this.someWindow = someWindow;
    this.file = open(path);
  }

  /** The line {@code full}, and {@code some} beside it, out of one read. */
  static StallSource fullAndSome(Path path) {
    return new StallSource(path, "full", new StallWindow());
  }

  void sample() {
    if (file == null) {
      return;
    }
    long total = PsiText.NONE;
    long some = PsiText.NONE;
    try {
      int length = file.read();
      total = PsiText.total(file.text(), length, line);
      if (total < 0) {
        complain("its line \"" + new String(line, US_ASCII) + "\" has no total");
      }
      if (someWindow != null) {
        some = PsiText.total(file.text(), length, SOME);
      }
    } catch (IOException e) {
      complain(String.valueOf(e.getMessage()));
    }
    long now = System.nanoTime();
    window.add(now, total);
    if (someWindow != null) {
      someWindow.add(now, some);
    }
  }

  /** The share of the last window, in percent, or {@link StallWindow#MISSING}. */
  double percent() {
    return window.percent();
  }

  /** The same of the line {@code some}, where it is read beside {@code full}. */
  double somePercent() {
    return someWindow == null ? StallWindow.MISSING : someWindow.percent();
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
