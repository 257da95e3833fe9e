package fm.raido.worker.sound;

import java.util.ArrayDeque;

/**
 * Brings a voice to one loudness, so that the speech host, the local voice and a station's clips
 * are heard alike on air: raw levels of voices were measured 8 dB apart.
 */
public final class Levelling {
  /** What streaming platforms and podcasts aim at (AES TD1004, speech). */
  public static final double TARGET_LUFS = -16;

  /** Highest sample: -1 dBFS leaves a lossy encoder behind us room. */
  static final double CEILING = Math.pow(10, -1 / 20.0);

  /** More than 30 dB would make noise loud, not speech. */
  private static final double GAIN_MAX = Math.pow(10, 30 / 20.0);

  /** The limiter looks 5 ms ahead and behind: too short to be heard, too long to crackle. */
  private static final double LOOK_AHEAD_SECONDS = 0.005;

  private Levelling() {}

  /**
   * A wav file at {@link #TARGET_LUFS}, no sample over -1 dBFS, with a plain header and true sizes.
   * What is not 16-bit PCM, and what is silent, keeps its samples and gets the header alone.
   */
  public static byte[] levelled(byte[] wavFile) throws UnreadableSound {
    Wav wav = Wav.read(wavFile);
    if (!wav.isPcm16()) {
      return wav.repaired(wavFile);
    }
    float[] samples = wav.samples(wavFile);
    double lufs = Loudness.lufs(samples, wav.channels(), wav.sampleRate());
    if (!Double.isFinite(lufs)) {
      return wav.repaired(wavFile);
    }
    double gain = Math.min(GAIN_MAX, Math.pow(10, (TARGET_LUFS - lufs) / 20));
    limit(samples, wav.channels(), wav.sampleRate(), gain);
    return Wav.write(wav.sampleRate(), wav.channels(), samples);
  }

  /** The loudness of a 16-bit wav file in LUFS; negative infinity where it is silent. */
  public static double lufs(byte[] wavFile) throws UnreadableSound {
    Wav wav = Wav.read(wavFile);
    if (!wav.isPcm16()) {
      throw new UnreadableSound("only 16-bit PCM can be measured, this has " + wav.bits());
    }
    return Loudness.lufs(wav.samples(wavFile), wav.channels(), wav.sampleRate());
  }

  /** The highest sample of a 16-bit wav file, 0 to 1; 1 where its samples are of another kind. */
  public static double peak(byte[] wavFile) throws UnreadableSound {
    Wav wav = Wav.read(wavFile);
    if (!wav.isPcm16()) {
      return 1;
    }
    double peak = 0;
    for (float sample : wav.samples(wavFile)) {
      peak = Math.max(peak, Math.abs(sample));
    }
    return peak;
  }

  /**
   * Multiplies by the gain and turns down around peaks. Each frame's reduction is the mean, over
   * the look-ahead on both sides, of the least reduction within the look-ahead around those: every
   * term is at most what the frame itself needs, so the mean is too, and it moves smoothly.
   */
  private static void limit(float[] samples, int channels, int sampleRate, double gain) {
    int frames = samples.length / channels;
    double[] needed = new double[frames];
    for (int frame = 0; frame < frames; frame++) {
      double peak = 0;
      for (int channel = 0; channel < channels; channel++) {
        peak = Math.max(peak, Math.abs(samples[frame * channels + channel]) * gain);
      }
      needed[frame] = peak > CEILING ? CEILING / peak : 1;
    }
    int reach = Math.max(1, (int) (sampleRate * LOOK_AHEAD_SECONDS));
    double[] least = slidingLeast(needed, reach);
    double sum = 0;
    int from = 0;
    int to = 0;
    for (int frame = 0; frame < frames; frame++) {
      while (to < frames && to <= frame + reach) {
        sum += least[to++];
      }
      while (from < frame - reach) {
        sum -= least[from++];
      }
      double factor = gain * sum / (to - from);
      for (int channel = 0; channel < channels; channel++) {
        samples[frame * channels + channel] *= (float) factor;
      }
    }
  }

  /** For each place the least value within the reach on both sides. */
  private static double[] slidingLeast(double[] values, int reach) {
    double[] least = new double[values.length];
    ArrayDeque<Integer> rising = new ArrayDeque<>();
    int next = 0;
    for (int i = 0; i < values.length; i++) {
      for (; next < values.length && next <= i + reach; next++) {
        while (!rising.isEmpty() && values[rising.getLast()] >= values[next]) {
          rising.removeLast();
        }
        rising.addLast(next);
      }
      while (rising.getFirst() < i - reach) {
        rising.removeFirst();
      }
      least[i] = values[rising.getFirst()];
    }
    return least;
  }
}
