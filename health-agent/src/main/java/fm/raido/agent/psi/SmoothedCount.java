package fm.raido.agent.psi;

/**
 * A count of tasks, smoothed over the window of the stalls, beginning at nought: one sample that
 * saw a dozen tasks by chance, as a journal's commit does, speaks for a fifth of a dozen. Not safe
 * for several threads.
 */
final class SmoothedCount {
  /** A count of one moment trembles: five samples' worth of smoothing is the stalls' window. */
  private static final double SMOOTHING = 5;

  private final double most;
  private double count = StallWindow.MISSING;

  /**
   * @param most what a single count is cut to
   */
  SmoothedCount(double most) {
    this.most = most;
  }

  /** The count of this moment; negative: it could not be read. */
  void add(long now) {
    if (now < 0) {
      rest();
    } else {
      double before = Double.isNaN(count) ? 0 : count;
      count = before + (Math.min((double) now, most) - before) / SMOOTHING;
    }
  }

  /** The next one begins anew. */
  void rest() {
    count = StallWindow.MISSING;
  }

  /** The smoothed count, or {@link StallWindow#MISSING}. */
  double value() {
    return count;
  }
}
