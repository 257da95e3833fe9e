package fm.raido.worker.sound;

/**
 * Multiplies samples by a gain and turns down around peaks, in place and in one pass. Each frame's
 * reduction is the mean, over the reach on both sides, of the least reduction within the reach
 * around those: every term is at most what the frame itself needs, so the mean is too, and it moves
 * smoothly.
 *
 * <p>It remembers a few reaches only: the longest text makes six million frames, and a number for
 * each of them would fill a worker's heap.
 */
final class Limiter {
  private final float[] samples;
  private final int channels;
  private final int frames;
  private final int reach;
  private final double gain;
  private final double ceiling;

  /** Frames that may still be the least, in rising order of what they need, as a ring. */
  private final int[] rising;

  private final double[] risingNeeds;

  /** The least reduction around the frames within reach, as a ring. */
  private final double[] least;

  private int first;
  private int behindLast;
  private int looked;

  /**
   * @param samples frames of so many channels each, 1 is full scale
   * @param reach frames that it looks ahead and behind, at least 1
   * @param ceiling no sample is above it afterwards
   */
  Limiter(float[] samples, int channels, int reach, double gain, double ceiling) {
    this.samples = samples;
    this.channels = channels;
    this.frames = samples.length / channels;
    this.reach = reach;
    this.gain = gain;
    this.ceiling = ceiling;
    int remembered = 2 * reach + 2;
    this.rising = new int[remembered];
    this.risingNeeds = new double[remembered];
    this.least = new double[remembered];
  }

  void run() {
    double sum = 0;
    int from = 0;
    int to = 0;
    for (int frame = 0; frame < frames; frame++) {
      for (; to < frames && to <= frame + reach; to++) {
        least[to % least.length] = leastAround(to);
        sum += least[to % least.length];
      }
      for (; from < frame - reach; from++) {
        sum -= least[from % least.length];
      }
      double factor = gain * sum / (to - from);
      for (int channel = 0; channel < channels; channel++) {
        samples[frame * channels + channel] *= (float) factor;
      }
    }
  }

  /** The least that a frame within reach needs; to be asked for one frame after the other. */
  private double leastAround(int frame) {
    for (; looked < frames && looked <= frame + reach; looked++) {
      double needed = needed(looked);
      while (behindLast > first && risingNeeds[(behindLast - 1) % rising.length] >= needed) {
        behindLast--;
      }
      rising[behindLast % rising.length] = looked;
      risingNeeds[behindLast % rising.length] = needed;
      behindLast++;
    }
    while (rising[first % rising.length] < frame - reach) {
      first++;
    }
    return risingNeeds[first % rising.length];
  }

  /** By how much a frame must be turned down: 1 is not at all. */
  private double needed(int frame) {
    double peak = 0;
    for (int channel = 0; channel < channels; channel++) {
      peak = Math.max(peak, Math.abs(samples[frame * channels + channel]) * gain);
    }
    return peak > ceiling ? ceiling / peak : 1;
  }
}
