package fm.raido.worker.sound;

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
    int reach = Math.max(1, (int) (wav.sampleRate() * LOOK_AHEAD_SECONDS));
    new Limiter(samples, wav.channels(), reach, gain, CEILING).run();
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
}
