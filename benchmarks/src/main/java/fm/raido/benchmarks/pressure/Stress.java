package fm.raido.benchmarks.pressure;

import fm.raido.benchmarks.BenchmarkFailed;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Puts loads on this machine, one at a time: stress-ng, where needed in a group with a limit of its
 * own. What it has started is ended, and groups and swap are gone, when it is closed or this JVM
 * ends.
 */
final class Stress implements AutoCloseable {
  static final String PROGRAM = "stress-ng";

  private static final long WARM_SECONDS = 60;

  private final Path directory;
  private @Nullable ControlGroup memory;
  private @Nullable SwapFile swap;
  private @Nullable ControlGroup slowDisk;

  /**
   * @param directory for what the loads write and for the swap file; on a disk
   */
  Stress(Path directory) {
    this.directory = directory;
  }

  /** A load that is on; closing it ends it. */
  interface On extends AutoCloseable {
    /** Waits for its end by itself, at most that long. */
    void await(int seconds) throws InterruptedException;

    @Override
    void close();
  }

  /** Why a load cannot be run here, if so. */
  static Optional<String> missing(Load load) {
    if (!Shell.has(PROGRAM)) {
      return Optional.of("stress-ng is not there: apt-get install stress-ng");
    }
    boolean root = "root".equals(System.getProperty("user.name"));
    return load.resource() == Load.Resource.CPU || root
        ? Optional.empty()
        : Optional.of("a control group and swap need root: run it as root");
  }

  /**
   * Makes what the load needs, so that {@link #start} does not take time for it: groups and swap; a
   * program whose pages are in memory; and nothing left to be written, or the first of those that
   * synchronize would write all of it, alone, through the slow disk (measured: for over five
   * seconds).
   */
  void prepare(Load load) {
    if (Shell.has(PROGRAM)) {
      Shell.run(WARM_SECONDS, PROGRAM, "--io", "1", "--io-ops", "1", "--quiet");
    }
    Shell.run(WARM_SECONDS, "sync");
    switch (load.resource()) {
      case CPU -> {}
      case MEMORY -> {
        if (memory == null) {
          swap = SwapFile.of(directory, Load.SWAP_MEBIBYTES);
          memory = ControlGroup.memory(Load.MEMORY_BYTES);
        }
      }
      case IO -> slowDisk();
    }
  }

  /** Starts a load; it ends by itself after that time, too. */
  On start(Load load, int secondsMax) {
    List<String> command = new ArrayList<>();
    command.add(PROGRAM);
    command.addAll(load.command());
    command.addAll(
        List.of("--timeout", secondsMax + "s", "--temp-path", directory.toString(), "--quiet"));
    return switch (load.resource()) {
      case CPU -> started(command, null);
      case MEMORY -> started(command, memory);
      case IO -> started(command, slowDisk());
    };
  }

  /** A program of the system's own on the slow disk. */
  On startOnSlowDisk(List<String> command) {
    return started(command, slowDisk());
  }

  private ControlGroup slowDisk() {
    ControlGroup group = slowDisk;
    if (group == null) {
      group =
          ControlGroup.disk(
              Disk.under(directory), Load.DISK_BYTES_PER_SECOND, Load.DISK_OPERATIONS_PER_SECOND);
      slowDisk = group;
    }
    return group;
  }

  private On started(List<String> command, @Nullable ControlGroup group) {
    Process process = Shell.start(directory, group == null ? command : group.inside(command));
    Runnable ending =
        () -> {
          Shell.end(process);
          if (group != null) {
            group.clear();
          }
        };
    AtEnd.remember(ending);
    if (!process.isAlive()) {
      throw new BenchmarkFailed(String.join(" ", command) + " ended at once");
    }
    return new On() {
      @Override
      public void await(int seconds) throws InterruptedException {
        process.waitFor(seconds, TimeUnit.SECONDS);
      }

      @Override
      public void close() {
        AtEnd.undo(ending);
      }
    };
  }

  @Override
  public void close() {
    if (memory != null) {
      memory.close();
    }
    if (swap != null) {
      swap.close();
    }
    if (slowDisk != null) {
      slowDisk.close();
    }
  }
}
