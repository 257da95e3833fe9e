package fm.raido.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The machine and how busy it was before anything was started.
 *
 * @param load1 load average over a minute; negative where the system has none
 * @param cpuUse share of all cores in use over a second, 0 to 1
 */
public record Machine(
    String processor,
    int cores,
    long memoryMiB,
    String system,
    String java,
    double load1,
    double cpuUse) {

  /** More of it in use already, and what is measured is somebody else's work too. */
  private static final double BUSY_CPU = 0.10;

  /** Runnable threads for each core. */
  private static final double BUSY_LOAD_PER_CORE = 0.25;

  /** Looks at this machine; takes a second. */
  static Machine look() {
    OperatingSystemMXBean bean =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    // The first answer is since nobody knows when.
    bean.getCpuLoad();
    LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
    return new Machine(
        processorName(),
        bean.getAvailableProcessors(),
        bean.getTotalMemorySize() >> 20,
        bean.getName() + " " + bean.getVersion() + " " + bean.getArch(),
        Runtime.version().toString(),
        bean.getSystemLoadAverage(),
        Math.max(0, bean.getCpuLoad()));
  }

  private static String processorName() {
    try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .findFirst()
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .orElse("unknown processor");
    } catch (IOException e) {
      return "unknown processor";
    }
  }

  String words() {
    return String.format(
        Locale.ROOT,
        "%s, %d cores, %,d MiB, %s, Java %s; before the start: load %.2f, CPU %.0f %%",
        processor,
        cores,
        memoryMiB,
        system,
        java,
        load1,
        100 * cpuUse);
  }

  /** Why its figures are not to be trusted as they are, if so. */
  Optional<String> warning() {
    if (cpuUse <= BUSY_CPU && load1 <= BUSY_LOAD_PER_CORE * cores) {
      return Optional.empty();
    }
    return Optional.of(
        "this machine was busy before the start: times are too long and rates too low;"
            + " ratios of one run can still be compared");
  }
}
