package fm.raido.agent.publish;

import fm.raido.protection.pressure.PressureState;
import fm.raido.protection.pressure.Readings;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A judged look.
 *
 * @param state how the host is
 * @param readings what was read last of everything
 * @param refused what was refused lately, in words; mostly nothing
 * @param scope {@code host} or {@code container}
 * @param rehearsal whether somebody plays it
 * @param at when, on the wall's clock
 * @param nanos when, on {@link System#nanoTime()}
 */
public record Pulse(
    PressureState state,
    Readings readings,
    List<String> refused,
    String scope,
    boolean rehearsal,
    Instant at,
    long nanos) {

  /**
   * The later readings, with use of CPU, memory and load from the earlier ones where the later look
   * did not read them: they come once a second only.
   */
  public static Readings merged(Readings earlier, Readings later) {
    return new Readings(
        later.at(),
        or(later.cpuPercent(), earlier.cpuPercent()),
        or(later.memoryPercent(), earlier.memoryPercent()),
        or(later.load1(), earlier.load1()),
        later.cores() == null ? earlier.cores() : later.cores(),
        later.runnable(),
        later.psiCpuSome(),
        later.psiMemoryFull(),
        later.psiIoFull(),
        later.psiIoSome(),
        later.blocked());
  }

  /** Whether it says something else than the one that was published last. */
  boolean differsFrom(@Nullable Pulse published) {
    return published == null || isOtherLevel(published) || isOtherCause(published);
  }

  boolean isOtherLevel(Pulse published) {
    return published.state.level() != state.level() || published.rehearsal != rehearsal;
  }

  private boolean isOtherCause(Pulse published) {
    return published.state.cause() != state.cause();
  }

  private static @Nullable Double or(@Nullable Double first, @Nullable Double second) {
    return first == null ? second : first;
  }
}
