package fm.raido.agent.oshi;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import oshi.hardware.CentralProcessor;
import oshi.hardware.GlobalMemory;
import oshi.hardware.HardwareAbstractionLayer;
import oshi.software.os.CgroupInfo;
import oshi.spi.SystemInfoProvider;

/**
 * Use of this machine, or of the container whose limits this process has. One instance for the life
 * of the program, to be asked once a second by one thread.
 */
public final class OshiReadings {
  private static final Logger log = LoggerFactory.getLogger(OshiReadings.class);

  /**
   * Between two looks at what the limits are. They change when somebody changes a container, and to
   * look takes four times as long as to read what is used (0.6 of 1 ms, measured).
   */
  private static final long LIMITS_EVERY_NANOS = Duration.ofSeconds(10).toNanos();

  private final CentralProcessor processor;
  private final GlobalMemory memory;
  private final ContainerUse container;
  private final SystemInfoProvider system;
  private long @Nullable [] lastTicks;
  private @Nullable CgroupInfo group;
  private boolean cpuIsLimited;
  private boolean memoryIsLimited;
  private long limitsAtNanos;
  private boolean complained;

  /** Takes 0.1 to 0.2 s: OSHI looks at the machine. */
  public OshiReadings() {
    system = provider();
    HardwareAbstractionLayer hardware = system.getHardware();
    processor = hardware.getProcessor();
    memory = hardware.getMemory();
    container =
        new ContainerUse(new CgroupMemory(Path.of("/sys/fs/cgroup"), Path.of("/proc/self/cgroup")));
  }

  /** {@code container} where a control group's limits were read last, else {@code host}. */
  public String scope() {
    return cpuIsLimited || memoryIsLimited ? "container" : "host";
  }

  /** What a control group allows this process, in words; for people, who ask once. */
  public String limits() {
    try {
      return ContainerUse.limits(system.getOperatingSystem().getCgroupInfo(), memory.getTotal());
    } catch (RuntimeException | LinkageError e) {
      return "its control group cannot be read: " + e;
    }
  }

  /** What is used now. */
  public Use read() {
    try {
      long total = memory.getTotal();
      long now = System.nanoTime();
      CgroupInfo limits = limits(total, now);
      Double host = hostCpuPercent();
      return new Use(
          cpuIsLimited ? container.cpuPercent(limits, now) : host,
          memoryIsLimited ? container.memoryPercent(limits) : hostMemoryPercent(total),
          load(),
          processor.getLogicalProcessorCount());
    } catch (RuntimeException | LinkageError e) {
      if (!complained) {
        complained = true;
        log.warn("health: use of CPU and memory cannot be read", e);
      }
      return Use.UNKNOWN;
    }
  }

  private CgroupInfo limits(long hostMemoryBytes, long now) {
    CgroupInfo known = group;
    if (known != null && now - limitsAtNanos < LIMITS_EVERY_NANOS) {
      return known;
    }
    CgroupInfo looked = system.getOperatingSystem().getCgroupInfo();
    group = looked;
    limitsAtNanos = now;
    boolean limited = ContainerUse.isLimited(looked, hostMemoryBytes);
    cpuIsLimited = limited && ContainerUse.limitsCpu(looked);
    memoryIsLimited = limited && ContainerUse.limitsMemory(looked, hostMemoryBytes);
    return looked;
  }

  private @Nullable Double hostCpuPercent() {
    long[] before = lastTicks;
    lastTicks = processor.getSystemCpuLoadTicks();
    // The first reading counts from the machine's start: it says nothing of now.
    return before == null
        ? null
        : Double.valueOf(100 * processor.getSystemCpuLoadBetweenTicks(before, lastTicks));
  }

  private @Nullable Double hostMemoryPercent(long total) {
    return total <= 0 ? null : Double.valueOf(100.0 * (total - memory.getAvailable()) / total);
  }

  /** OSHI answers negative where there is no such thing, as on Windows. */
  private @Nullable Double load() {
    double load = processor.getSystemLoadAverage(1)[0];
    return load < 0 ? null : Double.valueOf(load);
  }

  /** On Linux OSHI needs no native code, which saves memory and a warning of the JVM. */
  private static SystemInfoProvider provider() {
    boolean linux = System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("linux");
    return linux ? new oshi.nativefree.SystemInfo() : new oshi.SystemInfo();
  }
}
