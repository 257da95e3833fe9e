package fm.raido.agent;

import fm.raido.agent.oshi.OshiReadings;
import fm.raido.agent.oshi.Use;
import fm.raido.agent.psi.LookRhythm;
import fm.raido.agent.psi.PsiReadings;
import fm.raido.protection.pressure.Readings;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** This machine: stalls at every sample, use once a second. */
final class HostReadings implements ReadingSource {
  private static final long USE_EVERY_NANOS = 1_000_000_000;

  private final PsiReadings psi = new PsiReadings(Path.of("/proc"));
  private @Nullable OshiReadings oshi;
  private Use use = Use.UNKNOWN;
  private boolean useIsNew;
  private @Nullable Integer cores;
  private long nextUseNanos;
  private final LookRhythm rhythm = new LookRhythm();

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
    return rhythm.isDue(useIsNew, psi.isNotable());
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
        known(psi.ioFull()),
        known(psi.ioSome()),
        known(psi.blocked()));
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

  private static @Nullable Double known(double value) {
    return Double.isNaN(value) ? null : Double.valueOf(value);
  }
}
