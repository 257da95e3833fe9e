package fm.raido.worker.speech;

import static org.assertj.core.api.Assertions.assertThat;

import fm.raido.schemas.settings.RaidoSettings.AudioFormat;
import fm.raido.testkit.FakeAudio;
import fm.raido.worker.speech.AudioPlausibility.Verdict;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class AudioPlausibilityTest {
  private static final String LETTERS_150 = "announcing".repeat(15);

  @ParameterizedTest(name = "150 letters at speed {0} in {1} s: {2}")
  @CsvSource({
    // 10 s are to be expected.
    "1, 10, true",
    "1, 4.1, true",
    "1, 3.9, false",
    "1, 0.1, false",
    "1, 69, true",
    "1, 71, false",
    // Twice as fast takes half as long; a server that ignores speed is let be.
    "2, 5, true",
    "2, 2.1, true",
    "2, 1.9, false",
    "2, 10, true",
    "4, 1.1, true",
    "4, 0.9, false",
    // Slower takes longer, and again a server may ignore it.
    "0.5, 20, true",
    "0.5, 10, true",
    "0.5, 139, true",
    "0.5, 141, false",
  })
  void holdsTheLengthAgainstTheWords(double speed, double seconds, boolean plausible) {
    SpeechOrder order = new SpeechOrder(LETTERS_150, "v", speed, AudioFormat.WAV, "m");

    Verdict verdict = AudioPlausibility.judge(order, FakeAudio.wav(seconds));

    assertThat(verdict instanceof Verdict.Plausible).isEqualTo(plausible);
  }

  @ParameterizedTest
  @CsvSource({"a, 0.6", "'One, two, three.', 1.2", "1999, 1.6", "..!!.. ok, 0.3", "日本, 2"})
  void letsShortTextsBe(String text, double seconds) {
    SpeechOrder order = new SpeechOrder(text, "v", 1, AudioFormat.WAV, "m");

    assertThat(AudioPlausibility.judge(order, FakeAudio.wav(seconds)))
        .isInstanceOf(Verdict.Plausible.class);
  }

  @ParameterizedTest
  @EnumSource(AudioFormat.class)
  void saysHowLongItPlays(AudioFormat format) {
    byte[] audio = format == AudioFormat.WAV ? FakeAudio.streamedWav(1.2) : FakeAudio.mp3(1.2);

    assertThat(AudioPlausibility.judge(order(format), audio))
        .isEqualTo(new Verdict.Plausible(Duration.ofMillis(1_200)));
  }

  @ParameterizedTest
  @EnumSource(AudioFormat.class)
  void refusesTheOtherFormatAndWhatIsNoAudio(AudioFormat format) {
    byte[] other = format == AudioFormat.WAV ? FakeAudio.mp3(1.2) : FakeAudio.wav(1.2);
    byte[] json = "{\"detail\":\"fine\"}".getBytes(StandardCharsets.UTF_8);

    assertThat(AudioPlausibility.judge(order(format), other))
        .isInstanceOf(Verdict.Implausible.class);
    assertThat(AudioPlausibility.judge(order(format), json))
        .isInstanceOf(Verdict.Implausible.class);
    assertThat(AudioPlausibility.judge(order(format), new byte[0]))
        .isEqualTo(new Verdict.Implausible("the audio is empty"));
  }

  @Test
  void refusesAHeaderWithoutSamplesAndDigitalSilence() {
    byte[] silence = FakeAudio.wav(1.2);
    java.util.Arrays.fill(silence, 44, silence.length, (byte) 0);

    assertThat(AudioPlausibility.judge(order(AudioFormat.WAV), FakeAudio.streamedWav(0)))
        .isInstanceOf(Verdict.Implausible.class);
    assertThat(AudioPlausibility.judge(order(AudioFormat.WAV), silence))
        .isEqualTo(new Verdict.Implausible("the audio is silent"));
  }

  private static SpeechOrder order(AudioFormat format) {
    return new SpeechOrder("One, two, three.", "v", 1, format, "m");
  }
}
