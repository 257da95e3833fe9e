package fm.raido.schemas.announcement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PassKeyTest {
  @Test
  void comesBackFromItsText() {
    PassKey key = new PassKey("main:show-1", 12);
    assertThat(key).hasToString("main:show-1/12");
    assertThat(PassKey.parse(key.toString())).isEqualTo(key);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "/1", "a/", "a/b", "a/1.5", "a/99999999999"})
  void refusesOtherTexts(String text) {
    assertThatThrownBy(() -> PassKey.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("not a key of the form id/pass: " + text);
  }
}
