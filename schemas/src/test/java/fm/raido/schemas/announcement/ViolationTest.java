package fm.raido.schemas.announcement;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ViolationTest {
  @Test
  void saysFieldValueAndRule() {
    assertThat(new Violation("track.title", "", "must not be blank"))
        .hasToString("track.title is \"\": must not be blank");
    assertThat(new Violation("", "[]", "must be a JSON object"))
        .hasToString("document is \"[]\": must be a JSON object");
  }

  @Test
  void cutsLongValuesBetweenCharacters() {
    String note = "\uD83C\uDFB5";
    assertThat(new Violation("text", note.repeat(81), "r").value())
        .isEqualTo(note.repeat(80) + "…");
    assertThat(new Violation("text", note.repeat(80), "r").value()).isEqualTo(note.repeat(80));
  }

  @Test
  void showsNothingThatCannotBePrintedOrWritten() {
    assertThat(new Violation("f", "a\u0000\u001b[31m\nb\ud800c", "x\u0007\udfff"))
        .isEqualTo(new Violation("f", "a\uFFFD\uFFFD[31m\uFFFDb\uFFFDc", "x\uFFFD\uFFFD"));
  }
}
