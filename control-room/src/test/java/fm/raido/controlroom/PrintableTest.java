package fm.raido.controlroom;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrintableTest {
  @Test
  void nothingThatATerminalObeysIsLeft() {
    assertThat(Printable.line("red \u001b[31m bell \u0007 line\nend\r csi \u009b2J turned \u202e!"))
        .isEqualTo("red  [31m bell   line end  csi  2J turned  !");
  }

  @Test
  void wordsOfAnyLanguageStay() {
    String words = "Grüße, 東京, שלום, 🎙️ – “quoted”";
    assertThat(Printable.line(words)).isSameAs(words);
  }

  @Test
  void isCutBetweenCharactersAndNotWithinOne() {
    assertThat(Printable.line("🎙🎙🎙", 2)).isEqualTo("🎙🎙…");
    assertThat(Printable.line("🎙\u001b", 2)).isEqualTo("🎙 ");
  }
}
