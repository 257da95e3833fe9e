package fm.raido.benchmarks.pressure;

import fm.raido.benchmarks.BenchmarkFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A control group of Linux, version 1 or 2, with limits for what is started inside. Whatever still
 * runs in it is killed when it is closed. Needs root.
 */
final class ControlGroup implements AutoCloseable {
  private static final Path ROOT = Path.of("/sys/fs/cgroup");
  private static final int EMPTY_TRIES = 100;

  private final Path group;
  private final Runnable removing = this::remove;

  private ControlGroup(String controller, Map<String, String> v1, Map<String, String> v2) {
    boolean second = Files.exists(ROOT.resolve("cgroup.controllers"));
    String name = "raido-bench-" + controller + "-" + ProcessHandle.current().pid();
    group = (second ? ROOT : ROOT.resolve(controller)).resolve(name);
    try {
      if (second) {
        String kind = controller.equals("blkio") ? "io" : controller;
        Files.writeString(ROOT.resolve("cgroup.subtree_control"), "+" + kind);
      }
      Files.createDirectory(group);
      AtEnd.remember(removing);
      for (Map.Entry<String, String> limit : (second ? v2 : v1).entrySet()) {
        Files.writeString(group.resolve(limit.getKey()), limit.getValue());
      }
    } catch (IOException e) {
      close();
      throw new BenchmarkFailed("the control group %s cannot be made: %s".formatted(group, e), e);
    }
  }

  /** One whose tasks may have so much memory; what is more is swapped. */
  static ControlGroup memory(long bytes) {
    return new ControlGroup(
        "memory",
        Map.of("memory.limit_in_bytes", Long.toString(bytes)),
        Map.of("memory.max", Long.toString(bytes)));
  }

  /** One whose tasks see a slow disk. */
  static ControlGroup disk(Disk disk, long bytesPerSecond, long operationsPerSecond) {
    String device = disk.numbers();
    String bytes = device + " " + bytesPerSecond;
    String operations = device + " " + operationsPerSecond;
    return new ControlGroup(
        "blkio",
        Map.of(
            "blkio.throttle.read_bps_device", bytes,
            "blkio.throttle.write_bps_device", bytes,
            "blkio.throttle.read_iops_device", operations,
            "blkio.throttle.write_iops_device", operations),
        Map.of(
            "io.max",
            String.format(
                Locale.ROOT,
                "%s rbps=%d wbps=%d riops=%d wiops=%d",
                device,
                bytesPerSecond,
                bytesPerSecond,
                operationsPerSecond,
                operationsPerSecond)));
  }

  /** The command, to run inside. */
  List<String> inside(List<String> command) {
    List<String> all = new ArrayList<>();
    all.addAll(
        List.of(
            "sh", "-c", "echo $$ > " + group.resolve("cgroup.procs") + " && exec \"$@\"", "sh"));
    all.addAll(command);
    return all;
  }

  /** Kills whatever runs inside, and waits until nothing does. */
  void clear() {
    for (int i = 0; i < EMPTY_TRIES && !pids().isEmpty(); i++) {
      pids().forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }
  }

  @Override
  public void close() {
    AtEnd.undo(removing);
  }

  private void remove() {
    clear();
    try {
      Files.deleteIfExists(group);
    } catch (IOException e) {
      System.err.println("the control group " + group + " cannot be removed: " + e);
    }
  }

  private List<Long> pids() {
    try {
      return Files.readAllLines(group.resolve("cgroup.procs")).stream().map(Long::valueOf).toList();
    } catch (IOException e) {
      return List.of();
    }
  }
}
