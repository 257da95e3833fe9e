package fm.raido.agent;

import fm.raido.protection.pressure.Readings;
import java.time.Instant;

/**
 * Where looks at the host come from: the machine itself, or what a rehearsal or a test plays. Asked
 * by one thread only, 20 times a second.
 */
public interface ReadingSource extends AutoCloseable {

  /**
   * Takes a sample.
   *
   * @param nowNanos {@link System#nanoTime()}
   * @return whether there is something to judge now; a source that answers true to every call is
   *     right, too, and only costs more
   */
  boolean sample(long nowNanos);

  /**
   * The readings of the last sample. Use of CPU, memory and load only where they were read since
   * the look before, so that a mean counts each once.
   */
  Readings look(Instant at);

  /** {@code host}, or {@code container} where a control group's limits were read. */
  String scope();

  /** The limits that {@link #scope()} goes by, in words for people; known after a look. */
  default String limits() {
    return "";
  }

  /** Whether somebody plays this. */
  default boolean rehearsal() {
    return false;
  }

  @Override
  void close();
}
