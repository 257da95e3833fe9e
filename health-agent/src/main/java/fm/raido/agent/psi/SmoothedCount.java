package fm.raido.agent.psi;

/** A count of tasks, smoothed over the window of the stalls. Not safe for several threads. */
final class SmoothedCount {
  /** A count of one moment trembles: five samples' worth of smoothing is the stalls' window. */
  private static final double SMOOTHING = 5;

  private double count = StallWindow.MISSING;

  /** The count of this moment; negative: it could not be read. */
  void add(long now) {
    if (now < 0) {
      rest();
    } else {
      count = Double.isNaN(count) ? now : count + (now - count) / SMOOTHING;
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
