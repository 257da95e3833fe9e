package fm.raido.worker.fallback;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpeakableTextTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Beyoncé and Sigur Rós | Beyonce and Sigur Ros",
        "Motörhead, Mötley Crüe | Motorhead, Motley Crue",
        "Straße, Ærø, Łódź | Strasse, Aero, Lodz",
        "rock & roll – “live” | rock and roll , live",
        "Don’t Stop | Don't Stop",
        "AC/DC, $5, 50% | AC/DC, $5, 50%",
        "ｆｕｌｌ width | full width",
        "Пикник live | live",
        "hearts ♥♥ 🎵 ok | hearts ok",
        "a\tb\u00a0\u0007c | a b c",
      })
  void foldsToWhatTheVoiceKnows(String text, String spoken) {
    assertThat(SpeakableText.of(text)).isEqualTo(spoken);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "...", "東京", "♥", "-'-", "\uD800"})
  void isEmptyWhereNothingIsLeft(String text) {
    assertThat(SpeakableText.of(text)).isEmpty();
    assertThat(SpeakableText.hasWords(text)).isFalse();
  }

  @Test
  void hasWordsWhereSomethingIsLeft() {
    assertThat(SpeakableText.hasWords("東京 2020")).isTrue();
  }
}
