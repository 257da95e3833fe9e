package fm.raido.worker.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fm.raido.schemas.settings.RaidoSettings.AudioFormat;
import fm.raido.worker.speech.SpeechOrder;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AudioKeyTest {
  private static final SpeechOrder ORDER =
      new SpeechOrder("Hello", "af_bella", 1.0, AudioFormat.WAV, "kokoro");

  /** Changing it makes every stored file unfindable: a change of the scheme. */
  @Test
  void staysTheSameFromReleaseToRelease() {
    assertThat(AudioKey.of(ORDER).hash())
        .isEqualTo("841b82154075f1e974bcb90c32bb76ceeda2b41c4d8e646e9fd4c5ccee30d953");
    assertThat(AudioKey.of(ORDER).fileName())
        .isEqualTo("commentary_" + AudioKey.of(ORDER).hash().substring(0, 32) + ".wav");
  }

  @Test
  void differsInEverythingThatShapesTheAudio() {
    List<SpeechOrder> orders =
        List.of(
            ORDER,
            new SpeechOrder("Hello ", "af_bella", 1.0, AudioFormat.WAV, "kokoro"),
            new SpeechOrder("Hello", "af_sky", 1.0, AudioFormat.WAV, "kokoro"),
            new SpeechOrder("Hello", "af_bella", 1.1, AudioFormat.WAV, "kokoro"),
            new SpeechOrder("Hello", "af_bella", 1.0, AudioFormat.MP3, "kokoro"),
            new SpeechOrder("Hello", "af_bella", 1.0, AudioFormat.WAV, "tts-1"),
            // The same characters, cut elsewhere; and what UTF-8 cannot tell apart.
            new SpeechOrder("Helloaf", "_bella", 1.0, AudioFormat.WAV, "kokoro"),
            new SpeechOrder("\uD800", "af_bella", 1.0, AudioFormat.WAV, "kokoro"),
            new SpeechOrder("?", "af_bella", 1.0, AudioFormat.WAV, "kokoro"));

    assertThat(orders.stream().map(AudioKey::of)).doesNotHaveDuplicates();
  }

  @Test
  void isTheSameForTheSameOrder() {
    assertThat(AudioKey.of(new SpeechOrder("Hello", "af_bella", 1, AudioFormat.WAV, "kokoro")))
        .isEqualTo(AudioKey.of(ORDER));
  }

  @Test
  void namesFilesThatNoRequestCanShape() {
    assertThat(
            Stream.of("../../etc/passwd", "/", "\0", "C:\\x", "a".repeat(4_096))
                .map(text -> new SpeechOrder(text, text, 1, AudioFormat.MP3, text))
                .map(order -> AudioKey.of(order).fileName()))
        .allMatch(name -> AudioKey.FILE_NAME.matcher(name).matches());
  }

  @Test
  void takesNothingButAHash() {
    assertThatThrownBy(() -> new AudioKey("../x", AudioFormat.WAV))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
