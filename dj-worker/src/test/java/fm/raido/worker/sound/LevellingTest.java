package fm.raido.worker.sound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LevellingTest {
  private static final int RATE = 24_000;

  @ParameterizedTest
  @ValueSource(ints = {16_000, 24_000, 48_000})
  void measuresTheReferenceToneOfTheStandard(int sampleRate) {
    // BS.1770: a 997 Hz sine of full scale in one channel reads -3.01 LUFS.
    float[] tone = tone(997, 1, sampleRate, 5);

    assertThat(Loudness.lufs(tone, 1, sampleRate)).isCloseTo(-3.01, within(0.1));
  }

  @Test
  void doesNotHearPauses() {
    float[] tone = tone(997, 0.1, RATE, 2);
    float[] withPause = new float[tone.length * 4];
    System.arraycopy(tone, 0, withPause, 0, tone.length);

    assertThat(Loudness.lufs(withPause, 1, RATE))
        .isCloseTo(Loudness.lufs(tone, 1, RATE), within(0.5));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.03, 0.1, 0.3, 0.9})
  void bringsLoudAndQuietVoicesToOneLoudnessUnderTheCeiling(double level) throws UnreadableSound {
    byte[] levelled = Levelling.levelled(Wav.write(RATE, 1, speechLike(level)));

    assertThat(Levelling.lufs(levelled)).isCloseTo(Levelling.TARGET_LUFS, within(0.7));
    assertThat(Levelling.peak(levelled)).isLessThanOrEqualTo(Levelling.CEILING + 1.0 / 32_768);
  }

  @Test
  void makesNoSpeechOfNoise() throws UnreadableSound {
    byte[] noise = Wav.write(RATE, 1, speechLike(0.002));

    assertThat(Levelling.lufs(Levelling.levelled(noise)))
        .isCloseTo(Levelling.lufs(noise) + 30, within(0.5));
  }

  @Test
  void turnsDownAPeakAndWhatIsAroundItAlone() throws UnreadableSound {
    float[] samples = tone(997, 0.02, RATE, 4);
    samples[RATE] = 1;

    byte[] levelled = Levelling.levelled(Wav.write(RATE, 1, samples));

    assertThat(Levelling.peak(levelled)).isCloseTo(Levelling.CEILING, within(0.001));
    assertThat(Levelling.lufs(levelled)).isCloseTo(Levelling.TARGET_LUFS, within(0.7));
  }

  @Test
  void keepsLengthAndChannels() throws UnreadableSound {
    float[] stereo = new float[RATE * 2];
    float[] tone = tone(440, 0.1, RATE, 1);
    for (int i = 0; i < tone.length; i++) {
      stereo[2 * i] = tone[i];
    }

    byte[] levelled = Levelling.levelled(Wav.write(RATE, 2, stereo));

    assertThat(Wav.read(levelled)).isEqualTo(new Wav(1, 2, RATE, 16, 44, RATE * 4));
    assertThat(Wav.read(levelled).samples(levelled)[1]).isZero();
  }

  @Test
  void levelsTwiceLikeOnce() throws UnreadableSound {
    byte[] once = Levelling.levelled(Wav.write(RATE, 1, speechLike(0.05)));

    assertThat(Levelling.lufs(Levelling.levelled(once)))
        .isCloseTo(Levelling.lufs(once), within(0.7));
  }

  @Test
  void leavesSilenceSilent() throws UnreadableSound {
    byte[] silence = Wav.write(RATE, 1, new float[RATE]);

    assertThat(Levelling.levelled(silence)).isEqualTo(silence);
    assertThat(Levelling.peak(silence)).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 100, 2_399})
  void takesTheShortestSounds(int samples) throws UnreadableSound {
    float[] few = new float[samples];
    java.util.Arrays.fill(few, 0.1f);

    assertThat(Wav.read(Levelling.levelled(Wav.write(RATE, 1, few))).dataLength())
        .isEqualTo(2L * samples);
  }

  private static float[] tone(double hertz, double level, int sampleRate, int seconds) {
    float[] samples = new float[sampleRate * seconds];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (float) (level * Math.sin(2 * Math.PI * hertz * i / sampleRate));
    }
    return samples;
  }

  /** Noise that swells and falls five times a second, peaks 14 dB over its mean, as speech does. */
  private static float[] speechLike(double level) {
    Random random = new Random(3);
    float[] samples = new float[RATE * 6];
    double smooth = 0;
    for (int i = 0; i < samples.length; i++) {
      smooth += 0.3 * (random.nextGaussian() - smooth);
      double syllable = Math.pow(Math.abs(Math.sin(Math.PI * 2.5 * i / RATE)), 2);
      samples[i] = (float) Math.clamp(level * syllable * smooth, -1, 1);
    }
    return samples;
  }
}
