package fm.raido.agent.oshi;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import oshi.software.os.CgroupInfo;

/**
 * Use within a control group's limits. Not safe for several threads.
 *
 * <p>Memory that merely caches files and was not touched for long is given back by the kernel on
 * demand, so it does not count as used: a group that has read much would look full otherwise.
 */
final class ContainerUse {
  /** No machine has more: a limit above it is one of the ways to say that there is none. */
  private static final long MEMORY_MAX = 1L << 50;

  private final CgroupMemory memory;
  private long lastUsageNanos = -1;
  private long lastAtNanos;

  ContainerUse(CgroupMemory memory) {
    this.memory = memory;
  }

  /** Whether a group limits CPU or memory below what the host has. */
  static boolean isLimited(CgroupInfo group, long hostMemoryBytes) {
    return group.isContainerized() && (limitsCpu(group) || limitsMemory(group, hostMemoryBytes));
  }

  static boolean limitsCpu(CgroupInfo group) {
    return group.getCpuQuota() > 0 && group.getEffectiveCpus() > 0;
  }

  static boolean limitsMemory(CgroupInfo group, long hostMemoryBytes) {
    long limit = group.getMemoryLimit();
    return limit > 0 && limit < Math.min(MEMORY_MAX, hostMemoryBytes);
  }

  /** The limits in words, such as {@code 1.5 CPUs, 2.0 GiB of memory (control group, v2)}. */
  static String limits(CgroupInfo group, long hostMemoryBytes) {
    List<String> limits = new ArrayList<>();
    if (group.isContainerized() && limitsCpu(group)) {
      limits.add(String.format(Locale.ROOT, "%.1f CPUs", group.getEffectiveCpus()));
    }
    if (group.isContainerized() && limitsMemory(group, hostMemoryBytes)) {
      limits.add(String.format(Locale.ROOT, "%.1f GiB of memory", group.getMemoryLimit() / 0x1p30));
    }
    String version =
        group.getVersion() > 0 ? "control groups, v" + group.getVersion() : "no control groups";
    return (limits.isEmpty() ? "no limit of CPU or memory" : String.join(", ", limits))
        + " ("
        + version
        + ")";
  }

  /** Use of the CPU quota since the call before, in percent; null at the first call. */
  @Nullable Double cpuPercent(CgroupInfo group, long nowNanos) {
    long usage = group.getCpuUsage();
    long before = lastUsageNanos;
    long elapsed = nowNanos - lastAtNanos;
    lastUsageNanos = usage;
    lastAtNanos = nowNanos;
    if (before < 0 || usage < before || elapsed <= 0) {
      return null;
    }
    return Math.min(100, 100.0 * (usage - before) / (elapsed * group.getEffectiveCpus()));
  }

  /** Use of the memory limit, in percent, or null where it cannot be read. */
  @Nullable Double memoryPercent(CgroupInfo group) {
    long usage = group.getMemoryUsage();
    if (usage < 0) {
      return null;
    }
    OptionalLong droppable = memory.inactiveFileBytes(group.getVersion());
    long used = Math.max(0, usage - droppable.orElse(0));
    return Math.min(100, 100.0 * used / group.getMemoryLimit());
  }
}
