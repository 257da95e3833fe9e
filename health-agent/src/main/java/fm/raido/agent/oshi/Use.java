package fm.raido.agent.oshi;

import org.jspecify.annotations.Nullable;

/**
 * What is used. A value that could not be read is null.
 *
 * @param cpuPercent since the use before, 0 to 100
 * @param memoryPercent now, 0 to 100; what the kernel can drop at once does not count
 * @param load1 load average over a minute
 * @param cores logical processors of the host
 */
public record Use(
    @Nullable Double cpuPercent,
    @Nullable Double memoryPercent,
    @Nullable Double load1,
    @Nullable Integer cores) {
  /** Nothing could be read. */
  public static final Use UNKNOWN = new Use(null, null, null, null);
}
