package fm.raido.agent;

import fm.raido.agent.oshi.OshiReadings;
import fm.raido.agent.oshi.Use;
import fm.raido.agent.psi.PsiReadings;
import fm.raido.protection.pressure.Readings;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** This machine: stalls at every sample, use once a second. */
final class HostReadings implements ReadingSource {
  private static final long USE_EVERY_NANOS = 1_000_000_000;

  /** While nothing waits, a look every 300 ms says as much as one every 50. */
  private static final int CALM_SAMPLES = 5;

  /** Stalls over this percentage are worth a look at every sample; below every leave level. */
  private static final double NOTABLE_PERCENT = 5;

  private final PsiReadings psi = new PsiReadings(Path.of("/proc"));
  private @Nullable OshiReadings oshi;
  private Use use = Use.UNKNOWN;
  private boolean useIsNew;
  private @Nullable Integer cores;
  private long nextUseNanos;
  private int calm;
  private boolean windowsAreFull;

  @Override
  public boolean sample(long nowNanos) {
    psi.sample();
    OshiReadings system = oshi;
    if (system == null) {
      // Here and not in the constructor: it takes 0.1 s, in which the publisher connects.
      system = new OshiReadings();
      oshi = system;
      nextUseNanos = nowNanos;
    }
    if (nowNanos - nextUseNanos >= 0) {
      nextUseNanos = Math.max(nextUseNanos, nowNanos - USE_EVERY_NANOS) + USE_EVERY_NANOS;
      use = system.read();
      cores = use.cores();
      useIsNew = true;
    }
    calm++;
    // The first look waits for the first full windows, so that the first beat says something.
    if (calm > CALM_SAMPLES || (windowsAreFull && (useIsNew || isNotable()))) {
      windowsAreFull = true;
      calm = 0;
      return true;
    }
    return false;
  }

  @Override
  public Readings look(Instant at) {
    Use fresh = useIsNew ? use : Use.UNKNOWN;
    useIsNew = false;
    return new Readings(
        at,
        fresh.cpuPercent(),
        fresh.memoryPercent(),
        fresh.load1(),
        cores,
        known(psi.runnable()),
        known(psi.cpuSome()),
        known(psi.memoryFull()),
        known(psi.ioFull()));
  }

  @Override
  public String scope() {
    return oshi == null ? "host" : oshi.scope();
  }

  @Override
  public String limits() {
    return oshi == null ? "" : oshi.limits();
  }

  @Override
  public void close() {
    psi.close();
  }

  private boolean isNotable() {
    return psi.cpuSome() > NOTABLE_PERCENT
        || psi.memoryFull() > NOTABLE_PERCENT
        || psi.ioFull() > NOTABLE_PERCENT;
  }

  private static @Nullable Double known(double value) {
    return Double.isNaN(value) ? null : Double.valueOf(value);
  }
}
