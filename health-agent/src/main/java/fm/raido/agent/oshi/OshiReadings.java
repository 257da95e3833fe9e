package fm.raido.agent.oshi;

import java.nio.file.Path;
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

  private final CentralProcessor processor;
  private final GlobalMemory memory;
  private final ContainerUse container;
  private final SystemInfoProvider system;
  private long @Nullable [] lastTicks;
  private boolean limited;
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
    return limited ? "container" : "host";
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
      CgroupInfo group = system.getOperatingSystem().getCgroupInfo();
      long total = memory.getTotal();
      limited = ContainerUse.isLimited(group, total);
      Double host = hostCpuPercent();
      return new Use(
          ContainerUse.limitsCpu(group) ? container.cpuPercent(group, System.nanoTime()) : host,
          limited && ContainerUse.limitsMemory(group, total)
              ? container.memoryPercent(group)
              : hostMemoryPercent(total),
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
