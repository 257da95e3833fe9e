package fm.raido.worker.sound;

/**
 * Integrated loudness as ITU-R BS.1770 defines it: K-weighting, blocks of 400 ms every 100 ms, an
 * absolute gate at -70 LUFS and a relative one 10 LU under what is left. All channels weigh 1,
 * which is exact for mono and stereo.
 */
final class Loudness {
  private static final double ABSOLUTE_GATE = -70;
  private static final double RELATIVE_GATE = 10;
  private static final int BLOCK_STEPS = 4;

  private Loudness() {}

  /**
   * The loudness of interleaved samples.
   *
   * @return in LUFS; negative infinity for silence
   */
  static double lufs(float[] samples, int channels, int sampleRate) {
    double[] steps = stepEnergies(samples, channels, sampleRate);
    int blocks = Math.max(1, steps.length - BLOCK_STEPS + 1);
    double[] energies = new double[blocks];
    for (int block = 0; block < blocks; block++) {
      int end = Math.min(steps.length, block + BLOCK_STEPS);
      for (int step = block; step < end; step++) {
        energies[block] += steps[step] / (end - block);
      }
    }
    double loud = meanAbove(energies, ABSOLUTE_GATE);
    return loudness(meanAbove(energies, Math.max(ABSOLUTE_GATE, loudness(loud) - RELATIVE_GATE)));
  }

  /** Mean square of the weighted samples of each 100 ms, summed over the channels. */
  private static double[] stepEnergies(float[] samples, int channels, int sampleRate) {
    int frames = samples.length / channels;
    int stepFrames = sampleRate / 10;
    double[] energies = new double[Math.max(1, frames / stepFrames)];
    for (int channel = 0; channel < channels; channel++) {
      Biquad shelf = Biquad.shelf(sampleRate);
      Biquad highPass = Biquad.highPass(sampleRate);
      for (int frame = 0; frame < frames; frame++) {
        double weighted = highPass.next(shelf.next(samples[frame * channels + channel]));
        // What is left behind the last whole step belongs to it, so that nothing is unheard.
        energies[Math.min(energies.length - 1, frame / stepFrames)] += weighted * weighted;
      }
    }
    for (int step = 0; step < energies.length; step++) {
      int from = step * stepFrames;
      int to = step == energies.length - 1 ? frames : from + stepFrames;
      energies[step] /= Math.max(1, to - from);
    }
    return energies;
  }

  private static double meanAbove(double[] energies, double gate) {
    double sum = 0;
    int count = 0;
    for (double energy : energies) {
      if (loudness(energy) > gate) {
        sum += energy;
        count++;
      }
    }
    return count == 0 ? 0 : sum / count;
  }

  private static double loudness(double energy) {
    return -0.691 + 10 * Math.log10(energy);
  }

  /** A second-order filter; the constants of both are those of BS.1770, for any sample rate. */
  private static final class Biquad {
    private final double b0;
    private final double b1;
    private final double b2;
    private final double a1;
    private final double a2;
    private double z1;
    private double z2;

    private Biquad(double b0, double b1, double b2, double a1, double a2) {
      this.b0 = b0;
      this.b1 = b1;
      this.b2 = b2;
      this.a1 = a1;
      this.a2 = a2;
    }

    /** The head's effect: about 4 dB more above 2 kHz. */
    static Biquad shelf(int sampleRate) {
      double q = 0.7071752369554196;
      double k = Math.tan(Math.PI * 1_681.974450955533 / sampleRate);
      double high = Math.pow(10, 3.999843853973347 / 20);
      double band = Math.pow(high, 0.4996667741545416);
      double a0 = 1 + k / q + k * k;
      return new Biquad(
          (high + band * k / q + k * k) / a0,
          2 * (k * k - high) / a0,
          (high - band * k / q + k * k) / a0,
          2 * (k * k - 1) / a0,
          (1 - k / q + k * k) / a0);
    }

    /** The ear's deafness to the lowest tones. */
    static Biquad highPass(int sampleRate) {
      double q = 0.5003270373238773;
      double k = Math.tan(Math.PI * 38.13547087602444 / sampleRate);
      double a0 = 1 + k / q + k * k;
      return new Biquad(1, -2, 1, 2 * (k * k - 1) / a0, (1 - k / q + k * k) / a0);
    }

    double next(double in) {
      double out = b0 * in + z1;
      z1 = b1 * in - a1 * out + z2;
      z2 = b2 * in - a2 * out;
      return out;
    }
  }
}
