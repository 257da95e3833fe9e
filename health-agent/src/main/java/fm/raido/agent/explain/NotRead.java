package fm.raido.agent.explain;

import fm.raido.agent.publish.Pulse;
import fm.raido.protection.pressure.PressureThresholds;
import fm.raido.protection.pressure.Readings;
import fm.raido.protection.pressure.Signal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What could not be read, and what follows from that. */
final class NotRead {
  private NotRead() {}

  static List<String> of(Pulse pulse, PressureThresholds thresholds) {
    Readings readings = pulse.readings();
    List<String> lines = new ArrayList<>();
    stall(lines, Signal.MEMORY_FULL, Signal.MEMORY, readings, thresholds);
    stall(lines, Signal.IO_FULL, Signal.LOAD, readings, thresholds);
    stall(lines, Signal.CPU_SOME, Signal.CPU, readings, thresholds);
    if (isUncounted(readings.psiCpuSome(), readings.runnable()) || readings.cores() == null) {
      lines.add(
          "the queue of runnable tasks: cpu stalls count in full, so work that fills every core"
              + " may pass for overload");
    }
    if (isUncounted(readings.psiIoFull(), readings.blocked())) {
      lines.add(
          "the blocked tasks: io stalls count in full, so one task that copies files on a slow disk"
              + " may pass for a storm");
    }
    for (Signal signal : List.of(Signal.MEMORY, Signal.CPU, Signal.LOAD)) {
      if (thresholds.value(signal, readings) == null) {
        lines.add(signal.label() + ": its rule never trips");
      }
    }
    return List.copyOf(lines);
  }

  /** Tasks are counted only while something stalls. */
  private static boolean isUncounted(@Nullable Double stall, @Nullable Double tasks) {
    return stall != null && stall > Readings.NOTABLE_PERCENT && tasks == null;
  }

  private static void stall(
      List<String> lines,
      Signal stall,
      Signal instead,
      Readings readings,
      PressureThresholds thresholds) {
    if (thresholds.value(stall, readings) != null) {
      return;
    }
    Double other = thresholds.value(instead, readings);
    Duration after = thresholds.of(instead).critical().lasting();
    lines.add(
        "%s (%s): %s".formatted(stall.label(), file(stall), consequence(instead, other, after)));
  }

  private static String consequence(Signal instead, @Nullable Double value, Duration after) {
    return value == null
        ? "such an overload is not seen at all"
        : "such an overload is seen by %s alone, after %s"
            .formatted(instead.label(), RuleWords.time(after));
  }

  private static String file(Signal stall) {
    return switch (stall) {
      case MEMORY_FULL -> "/proc/pressure/memory";
      case IO_FULL -> "/proc/pressure/io";
      case CPU_SOME -> "/proc/pressure/cpu";
      case MEMORY, CPU, LOAD -> throw new IllegalArgumentException(stall.label());
    };
  }
}
