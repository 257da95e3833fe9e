package fm.raido.benchmarks.pressure;

import java.util.List;

/**
 * Something that overloads a machine.
 *
 * @param name a short one
 * @param words what it does
 * @param resource what it makes scarce
 * @param command of stress-ng, without the time it is to take
 */
record Load(String name, String words, Resource resource, List<String> command) {
  /** What can be scarce, and thus where it is run. */
  enum Resource {
    /** Processors: run as it is. */
    CPU,
    /** Memory: run in a group with little of it, and swap. */
    MEMORY,
    /** Input and output: run in a group with a slow disk. */
    IO
  }

  /** Memory of the group in which memory is made scarce. */
  static final long MEMORY_BYTES = 200L << 20;

  static final int SWAP_MEBIBYTES = 1_024;

  /** An ordinary hard disk. */
  static final long DISK_BYTES_PER_SECOND = 40_000_000;

  static final long DISK_OPERATIONS_PER_SECOND = 150;

  /** Eight spinning tasks a core. */
  static Load spinners(int cores) {
    return stress(
        "spinners",
        "%d tasks that spin, 8 for each core".formatted(8 * cores),
        Resource.CPU,
        "--cpu",
        Integer.toString(8 * cores));
  }

  /** Tasks that start tasks. */
  static Load forks(int cores) {
    return stress(
        "fork-bomb",
        "a fork bomb that is bounded: %d tasks that each start 16 tasks again and again"
            .formatted(4 * cores),
        Resource.CPU,
        "--fork",
        Integer.toString(4 * cores),
        "--fork-max",
        "16");
  }

  /** More than fits. */
  static Load memory() {
    return stress(
        "memory-hog",
        "2 tasks that write to 600 MB each, over and over, in a group with 200 MiB and swap on"
            + " disk",
        Resource.MEMORY,
        "--vm",
        "2",
        "--vm-bytes",
        "600m",
        "--vm-keep");
  }

  /** Eight that synchronize. */
  static Load io() {
    return stress(
        "io-storm",
        "8 tasks that synchronize again and again, on a disk of 40 MB/s and 150 operations/s",
        Resource.IO,
        "--io",
        "8");
  }

  /** All of them. */
  static List<Load> all(int cores) {
    return List.of(spinners(cores), forks(cores), memory(), io());
  }

  private static Load stress(String name, String words, Resource resource, String... command) {
    return new Load(name, words, resource, List.of(command));
  }
}
