package fm.raido.protection.pressure;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One look at a host. What could not be read is null, never a made-up number.
 *
 * @param at when, on a clock that ought to run forwards
 * @param cpuPercent use of CPU, 0 to 100
 * @param memoryPercent memory in use, 0 to 100
 * @param load1 load average over one minute, 0 and up
 * @param cores logical processors, 1 and up
 * @param runnable tasks that run or wait for a processor, the reader not counted; 0 and up
 * @param psiCpuSome share of the last {@link PressureLevels#WINDOW} in which some task waited for a
 *     processor, 0 to 100
 * @param psiMemoryFull share in which all tasks that were not idle waited for memory
 * @param psiIoFull share in which all tasks that were not idle waited for input or output
 * @param psiIoSome share in which some task did
 * @param blocked tasks that wait for input or output; 0 and up
 */
public record Readings(
    Instant at,
    @Nullable Double cpuPercent,
    @Nullable Double memoryPercent,
    @Nullable Double load1,
    @Nullable Integer cores,
    @Nullable Double runnable,
    @Nullable Double psiCpuSome,
    @Nullable Double psiMemoryFull,
    @Nullable Double psiIoFull,
    @Nullable Double psiIoSome,
    @Nullable Double blocked) {

  /**
   * Runnable tasks a core from which waiting for a processor counts in full. Two calls in flight,
   * each as wide as the machine, put two tasks on every core, and a wide compile beside them
   * another two or three: that is work (measured: 8 to 11 tasks on two cores). Overload is beyond
   * it.
   */
  public static final double CROWDED_PER_CORE = 6;

  /**
   * Blocked tasks from which waiting for input or output counts in full; one fewer counts for
   * nothing. One task that copies, compresses or searches files on a hard disk holds {@code full}
   * at 95 to 100 % for as long as it takes, with one to three tasks blocked, the kernel's own among
   * them (measured at 150 operations a second): a backup at night, not a storm. Eight tasks that
   * synchronize block eight at once.
   */
  public static final double STORM_BLOCKED = 4;

  /**
   * Blocked tasks from which that <em>some</em> task waits for input or output counts in full; two
   * fewer count for nothing. On a host that speaks meanwhile somebody always runs, so {@code full}
   * stays low whatever the disk does: with 2 to 4 runnable tasks on two cores, eight tasks that
   * synchronized held {@code some} at 60 to 99 % and {@code full} at 15 to 29 % (measured,
   * recording {@code io-storm-at-work}). The nights of work had fewer blocked.
   */
  public static final double STORM_SOME_BLOCKED = 6;

  /**
   * The same as {@link #NOTABLE_PERCENT} for some task's waiting for input or output, which every
   * reader of files causes; it lies below every leave level, too.
   */
  public static final double NOTABLE_SOME_PERCENT = 25;

  /**
   * A stall over this percentage is worth a look at every sample and a count of the tasks it holds
   * up; it lies below every leave level, so that nothing is overlooked below it.
   */
  public static final double NOTABLE_PERCENT = 5;

  /**
   * Whether stalls of input or output are worth a look at every sample.
   *
   * @param full share in which all tasks waited, in percent, or NaN
   * @param some share in which some task did, in percent, or NaN
   */
  public static boolean isIoNotable(double full, double some) {
    return full > NOTABLE_PERCENT || some > NOTABLE_SOME_PERCENT;
  }

  /** Load averages and task counts above it are nonsense: Linux numbers no more tasks (2^22). */
  static final double TASKS_MAX = 4_194_304;

  private static final int CORES_MAX = 65_536;

  public Readings {
    requireNonNull(at, "at");
  }

  /** A look that saw nothing. */
  public static Readings nothing(Instant at) {
    return new Readings(at, null, null, null, null, null, null, null, null, null, null);
  }

  /**
   * The share in which some task waited for a processor, weighed by how crowded the processors are:
   * in full from {@link #CROWDED_PER_CORE} runnable tasks a core on, and as it is where the queue
   * is not known. The kernel's number alone is 100 as soon as every core has two tasks (measured:
   * four spinning tasks on two cores), which two calls in flight or a wide compile are enough for.
   */
  public @Nullable Double cpuCrowding() {
    if (psiCpuSome == null || runnable == null || cores == null) {
      return psiCpuSome;
    }
    return psiCpuSome * Math.min(1, runnable / (CROWDED_PER_CORE * cores));
  }

  /**
   * The share in which all tasks waited for input or output, weighed by how many of them there
   * were: in full from {@link #STORM_BLOCKED} blocked tasks on, and as it is where that is not
   * known. The kernel's number alone is 100 as soon as the only task that does anything reads a
   * slow disk. Or the share in which some task waited, in full from {@link #STORM_SOME_BLOCKED} on,
   * where that is more.
   */
  public @Nullable Double ioStorm() {
    if (psiIoFull == null || blocked == null) {
      return psiIoFull;
    }
    double full = psiIoFull * Math.clamp(blocked - (STORM_BLOCKED - 1), 0.0, 1.0);
    return psiIoSome == null
        ? Double.valueOf(full)
        : Double.valueOf(
            Math.max(
                full, psiIoSome * Math.clamp((blocked - STORM_SOME_BLOCKED + 2) / 2, 0.0, 1.0)));
  }

  /** These readings without nonsense, with a word on each that was refused added to the list. */
  Readings sound(List<String> refused) {
    List<String> wrong = new ArrayList<>(0);
    Readings sound =
        new Readings(
            at,
            within("cpu use", cpuPercent, 100, wrong),
            within("memory use", memoryPercent, 100, wrong),
            within("load", load1, TASKS_MAX, wrong),
            cores(wrong),
            within("runnable tasks", runnable, TASKS_MAX, wrong),
            within("cpu some stall", psiCpuSome, 100, wrong),
            within("memory full stall", psiMemoryFull, 100, wrong),
            within("io full stall", psiIoFull, 100, wrong),
            within("io some stall", psiIoSome, 100, wrong),
            within("blocked tasks", blocked, TASKS_MAX, wrong));
    refused.addAll(wrong);
    return wrong.isEmpty() ? this : sound;
  }

  private @Nullable Integer cores(List<String> wrong) {
    if (cores != null && (cores < 1 || cores > CORES_MAX)) {
      wrong.add("cores " + cores + ": must be from 1 to " + CORES_MAX);
      return null;
    }
    return cores;
  }

  private static @Nullable Double within(
      String name, @Nullable Double value, double max, List<String> wrong) {
    if (value == null || (value >= 0 && value <= max)) {
      return value;
    }
    wrong.add(name + " " + value + ": must be from 0 to " + (long) max);
    return null;
  }
}
