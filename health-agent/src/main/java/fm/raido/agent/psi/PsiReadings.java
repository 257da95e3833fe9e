package fm.raido.agent.psi;

import fm.raido.protection.pressure.Readings;
import java.io.Closeable;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The stalls of this machine, and how many tasks they hold up. What cannot be read is missing, and
 * said once at WARN. Not safe for several threads.
 */
public final class PsiReadings implements Closeable {
  private static final Logger log = LoggerFactory.getLogger(PsiReadings.class);

  private static final int LOADAVG_MAX = 1_023;

  /** {@code /proc/stat} has a line for every processor and a number for every interrupt. */
  private static final int STAT_MAX = 256 * 1_024;

  /** What one sample counts for at most: twice what counts in full. */
  static final double BLOCKED_CUT = 2 * Readings.STORM_BLOCKED;

  static final double RUNNABLE_CUT = Double.MAX_VALUE;

  private final StallSource cpu;
  private final StallSource memory;
  private final StallSource io;
  private final TaskCount running;
  private final TaskCount blocked;

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
    cpu = new StallSource(pressure.resolve("cpu"), "some");
    memory = new StallSource(pressure.resolve("memory"), "full");
    io = StallSource.fullAndSome(pressure.resolve("io"));
    running =
        new TaskCount(proc.resolve("loadavg"), LOADAVG_MAX, RUNNABLE_CUT, PsiReadings::others);
    blocked = new TaskCount(proc.resolve("stat"), STAT_MAX, BLOCKED_CUT, PsiText::blocked);
  }

  /** Takes a sample of everything; to be called 20 times a second. */
  public void sample() {
    cpu.sample();
    memory.sample();
    io.sample();
    // A window that is not full yet, or cannot be read, asks for nothing either.
    count(running, cpu.percent() > Readings.NOTABLE_PERCENT);
    count(blocked, ioIsNotable());
  }

  /** Whether anything stalls that is worth a look at every sample. */
  public boolean isNotable() {
    return cpu.percent() > Readings.NOTABLE_PERCENT
        || memory.percent() > Readings.NOTABLE_PERCENT
        || ioIsNotable();
  }

  private boolean ioIsNotable() {
    return Readings.isIoNotable(io.percent(), io.somePercent());
  }

  /** Share in which some task waited for a processor, in percent, or NaN. */
  public double cpuSome() {
    return cpu.percent();
  }

  /** Share in which all tasks waited for memory, in percent, or NaN. */
  public double memoryFull() {
    return memory.percent();
  }

  /** Share in which all tasks waited for input or output, in percent, or NaN. */
  public double ioFull() {
    return io.percent();
  }

  /** Share in which some task waited for input or output, in percent, or NaN. */
  public double ioSome() {
    return io.somePercent();
  }

  /**
   * Tasks that run or wait for a processor, the reader not counted, smoothed a little; or NaN, also
   * while hardly any task waits for one.
   */
  public double runnable() {
    return running.value();
  }

  /**
   * Tasks that wait for input or output, smoothed a little; or NaN, also while hardly anything
   * waits for it.
   */
  public double blocked() {
    return blocked.value();
  }

  @Override
  public void close() {
    cpu.close();
    memory.close();
    io.close();
    running.close();
    blocked.close();
  }

  private static void count(TaskCount tasks, boolean notable) {
    if (notable) {
      tasks.sample();
    } else {
      tasks.rest();
    }
  }

  static long others(long running) {
    return running < 0 ? running : Math.max(0, running - 1);
  }

  private static long others(byte[] text, int length) {
    return others(PsiText.running(text, length));
  }
}
