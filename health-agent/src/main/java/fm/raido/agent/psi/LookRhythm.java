package fm.raido.agent.psi;

/**
 * Which samples are worth a look at the levels. The first look waits for the first full windows, so
 * that the first beat says something. While nothing stalls, a look with each use says as much as
 * one with each sample.
 */
public final class LookRhythm {
  /** Samples after which the windows of the stalls are full, if they can be read at all. */
  private static final int FULL_SAMPLES = 6;

  private int samples;

  /**
   * Counts a sample.
   *
   * @param useIsNew whether use was read since the look before
   * @param notable whether anything stalls
   * @return whether this one is to be looked at
   */
  public boolean isDue(boolean useIsNew, boolean notable) {
    if (samples < FULL_SAMPLES) {
      samples++;
      return samples == FULL_SAMPLES;
    }
    return useIsNew || notable;
  }
}
