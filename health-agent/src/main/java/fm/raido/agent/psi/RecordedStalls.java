package fm.raido.agent.psi;

import fm.raido.protection.pressure.Readings;

/**
 * {@link PsiReadings} over counters that somebody else has read: the same windows, the same
 * smoothing. What is not known is NaN. Not safe for several threads.
 */
public final class RecordedStalls {
  private final StallWindow cpu = new StallWindow();
  private final StallWindow memory = new StallWindow();
  private final StallWindow io = new StallWindow();
  private final StallWindow ioSome = new StallWindow();
  private final SmoothedCount running = new SmoothedCount(PsiReadings.RUNNABLE_CUT);
  private final SmoothedCount blocked = new SmoothedCount(PsiReadings.BLOCKED_CUT);

  /**
   * Takes a sample.
   *
   * @param nanos when it was read
   * @param cpuSome total of the line {@code some} of the CPU's pressure, in microseconds
   * @param memoryFull total of {@code full} of the memory's
   * @param ioFull total of {@code full} of input and output's
   * @param ioSomeTotal total of {@code some} of input and output's
   * @param runningTasks running tasks of {@code /proc/loadavg}, its reader counted
   * @param blockedTasks {@code procs_blocked} of {@code /proc/stat}
   */
  public void sample(
      long nanos,
      long cpuSome,
      long memoryFull,
      long ioFull,
      long ioSomeTotal,
      long runningTasks,
      long blockedTasks) {
    cpu.add(nanos, cpuSome);
    memory.add(nanos, memoryFull);
    io.add(nanos, ioFull);
    ioSome.add(nanos, ioSomeTotal);
    count(running, PsiReadings.others(runningTasks), isNotable(cpu));
    count(blocked, blockedTasks, ioIsNotable());
  }

  /** As {@link PsiReadings#isNotable()}. */
  public boolean isNotable() {
    return isNotable(cpu) || isNotable(memory) || ioIsNotable();
  }

  private boolean ioIsNotable() {
    return Readings.isIoNotable(io.percent(), ioSome.percent());
  }

  /** As {@link PsiReadings#cpuSome()}. */
  public double cpuSome() {
    return cpu.percent();
  }

  /** As {@link PsiReadings#memoryFull()}. */
  public double memoryFull() {
    return memory.percent();
  }

  /** As {@link PsiReadings#ioFull()}. */
  public double ioFull() {
    return io.percent();
  }

  /** As {@link PsiReadings#ioSome()}. */
  public double ioSome() {
    return ioSome.percent();
  }

  /** As {@link PsiReadings#runnable()}. */
  public double runnable() {
    return running.value();
  }

  /** As {@link PsiReadings#blocked()}. */
  public double blocked() {
    return blocked.value();
  }

  private static void count(SmoothedCount tasks, long now, boolean notable) {
    if (notable) {
      tasks.add(now);
    } else {
      tasks.rest();
    }
  }

  private static boolean isNotable(StallWindow stall) {
    return stall.percent() > Readings.NOTABLE_PERCENT;
  }
}
