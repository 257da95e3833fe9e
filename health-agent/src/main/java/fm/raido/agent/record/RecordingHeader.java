package fm.raido.agent.record;

import java.time.Instant;
import java.util.List;

/**
 * What was recorded where.
 *
 * @param format {@link #FORMAT}
 * @param version {@link #VERSION}; a reader refuses any other
 * @param begun when it begins, on the wall's clock
 * @param kernel the kernel's name and version
 * @param cores logical processors
 * @param memoryMiB memory of the machine
 * @param disk what is known of the disk, in words; or empty
 * @param scenario what went on, in words
 * @param columns the names of a sample's numbers, in their order
 */
public record RecordingHeader(
    String format,
    int version,
    Instant begun,
    String kernel,
    int cores,
    long memoryMiB,
    String disk,
    String scenario,
    List<String> columns) {
  /** How a recording tells itself from other files. */
  public static final String FORMAT = "raido-pressure";

  /** The version that this code writes and reads. */
  public static final int VERSION = 1;

  static final List<String> COLUMNS =
      List.of(
          "ms",
          "cpuSomeMicros",
          "memorySomeMicros",
          "memoryFullMicros",
          "ioSomeMicros",
          "ioFullMicros",
          "cpuSome10",
          "memorySome10",
          "memoryFull10",
          "ioSome10",
          "ioFull10",
          "running",
          "blocked",
          "load1",
          "cpuPercent",
          "memoryPercent");

  public RecordingHeader {
    columns = List.copyOf(columns);
  }

  /** A header of the present version. */
  public static RecordingHeader of(
      Instant begun, String kernel, int cores, long memoryMiB, String disk, String scenario) {
    return new RecordingHeader(
        FORMAT, VERSION, begun, kernel, cores, memoryMiB, disk, scenario, COLUMNS);
  }
}
