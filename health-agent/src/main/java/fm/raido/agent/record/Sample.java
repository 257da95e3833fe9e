package fm.raido.agent.record;

import org.jspecify.annotations.Nullable;

/**
 * What the kernel said at one moment. Counters count from the first sample of a recording.
 *
 * @param ms milliseconds since the beginning, when the last counter had been read
 * @param cpuSomeMicros time in which some task waited for a processor, in microseconds
 * @param memorySomeMicros in which some task waited for memory
 * @param memoryFullMicros in which all did
 * @param ioSomeMicros in which some task waited for input or output
 * @param ioFullMicros in which all did
 * @param cpuSome10 the kernel's own average over ten seconds, in percent; it renews it every two
 * @param memorySome10 the same
 * @param memoryFull10 the same
 * @param ioSome10 the same
 * @param ioFull10 the same
 * @param running tasks that run or wait for a processor, the reader counted
 * @param blocked tasks that wait for input or output
 * @param load1 load average over a minute
 * @param cpuPercent use of CPU in the last second, where it was read
 * @param memoryPercent use of memory, where it was read
 */
public record Sample(
    double ms,
    long cpuSomeMicros,
    long memorySomeMicros,
    long memoryFullMicros,
    long ioSomeMicros,
    long ioFullMicros,
    double cpuSome10,
    double memorySome10,
    double memoryFull10,
    double ioSome10,
    double ioFull10,
    int running,
    int blocked,
    double load1,
    @Nullable Double cpuPercent,
    @Nullable Double memoryPercent) {

  /** This sample with counters that count from that one. */
  Sample since(Sample first) {
    return new Sample(
        ms,
        cpuSomeMicros - first.cpuSomeMicros,
        memorySomeMicros - first.memorySomeMicros,
        memoryFullMicros - first.memoryFullMicros,
        ioSomeMicros - first.ioSomeMicros,
        ioFullMicros - first.ioFullMicros,
        cpuSome10,
        memorySome10,
        memoryFull10,
        ioSome10,
        ioFull10,
        running,
        blocked,
        load1,
        cpuPercent,
        memoryPercent);
  }
}
