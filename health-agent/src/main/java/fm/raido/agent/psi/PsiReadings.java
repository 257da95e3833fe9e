package fm.raido.agent.psi;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The stalls of this machine. What cannot be read is missing, and said once at WARN. Not safe for
 * several threads.
 */
public final class PsiReadings implements Closeable {
  private static final Logger log = LoggerFactory.getLogger(PsiReadings.class);

  private final Source cpu;
  private final Source memory;
  private final Source io;
  private final @Nullable KernelFile queue;
  private double running = StallWindow.MISSING;
  private boolean queueLost;

  /**
   * @param proc where the kernel's files are, {@code /proc}
   */
  public PsiReadings(Path proc) {
    Path pressure = proc.resolve("pressure");
    if (!Files.isDirectory(pressure)) {
      log.warn(
          "health: no stalls can be seen here: {} is missing (Linux from 4.20 on has it, where it is"
              + " not switched off by psi=0); use of CPU, memory and load are judged alone",
          pressure);
    }
    cpu = new Source(pressure.resolve("cpu"), "some");
    memory = new Source(pressure.resolve("memory"), "full");
    io = new Source(pressure.resolve("io"), "full");
    queue = open(proc.resolve("loadavg"));
  }

  /** Takes a sample of everything; to be called 20 times a second. */
  public void sample() {
    cpu.sample();
    memory.sample();
    io.sample();
    sampleQueue();
  }

  /** Share in which some task waited for a processor, in percent, or NaN. */
  public double cpuSome() {
    return cpu.window.percent();
  }

  /** Share in which all tasks waited for memory, in percent, or NaN. */
  public double memoryFull() {
    return memory.window.percent();
  }

  /** Share in which all tasks waited for input or output, in percent, or NaN. */
  public double ioFull() {
    return io.window.percent();
  }

  /** Tasks that run or wait for a processor, the reader not counted, smoothed a little; or NaN. */
  public double runnable() {
    return running;
  }

  @Override
  public void close() {
    cpu.close();
    memory.close();
    io.close();
    closeQuietly(queue);
  }

  private void sampleQueue() {
    if (queue == null || queueLost) {
      return;
    }
    try {
      int length = queue.read();
      long now = PsiText.running(queue.text(), length);
      if (now < 0) {
        running = StallWindow.MISSING;
        return;
      }
      double others = Math.max(0, now - 1);
      // A count of one moment trembles: five samples' worth of smoothing is the window of the
      // stalls.
      running = Double.isNaN(running) ? others : running + (others - running) / 5;
    } catch (IOException e) {
      queueLost = true;
      running = StallWindow.MISSING;
      log.warn("health: the run queue cannot be read any more: {}", e.getMessage());
    }
  }

  private static @Nullable KernelFile open(Path path) {
    try {
      return Files.isReadable(path) ? new KernelFile(path) : null;
    } catch (IOException e) {
      log.warn("health: {} cannot be read: {}", path, e.getMessage());
      return null;
    }
  }

  private static void closeQuietly(@Nullable KernelFile file) {
    if (file != null) {
      try {
        file.close();
      } catch (IOException e) {
        log.debug("closing a file of the kernel", e);
      }
    }
  }

  /** One counter and its window. */
  private static final class Source implements Closeable {
    private final Path path;
    private final byte[] line;
    private final @Nullable KernelFile file;
    private final StallWindow window = new StallWindow();
    private boolean complained;

    Source(Path path, String line) {
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

    private void complain(String why) {
      if (!complained) {
        complained = true;
        log.warn("health: {} cannot be used: {}; it counts as not read", path, why);
      }
    }

    @Override
    public void close() {
      closeQuietly(file);
    }
  }
}
