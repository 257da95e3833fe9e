package fm.raido.agent.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScreenTest {
  private final StringWriter written = new StringWriter();
  private final Screen screen = new Screen(new PrintWriter(written));

  @Test
  void drawsInPlaceAndGivesTheTerminalBackWithTheLastPicture() {
    screen.draw(List.of("a", "b"));
    screen.draw(List.of("c", "d"));
    screen.leave();
    assertThat(written.toString())
        .isEqualTo(
            "\033[?1049h\033[?25l\033[?7l\033[2J"
                + "\033[1;1Ha\033[K\033[2;1Hb\033[K"
                + "\033[1;1Hc\033[K\033[2;1Hd\033[K"
                + "\033[?7h\033[?25h\033[?1049l"
                + "c\nd\n");
  }

  @Test
  void nothingIsDrawnOnATerminalThatWasGivenBack() {
    screen.draw(List.of("a"));
    screen.leave();
    int length = written.toString().length();
    screen.draw(List.of("b"));
    screen.leave();
    assertThat(written.toString()).hasSize(length);
  }

  @Test
  void aScreenThatWasNeverDrawnOnIsLeftAlone() {
    screen.leave();
    assertThat(written.toString()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"24 132, 132", "24 8, 20", "0 0, 80", "'', 80", "null, 80", "24 wide, 80"})
  void theWidthIsWhatSttySaysWithinReason(String answer, int columns) {
    assertThat(TerminalWidth.parse(answer)).isEqualTo(columns);
  }
}
