package fm.raido.agent.watch;

import static org.assertj.core.api.Assertions.assertThat;

import fm.raido.agent.PlayedPulses;
import fm.raido.agent.publish.PressureReport;
import fm.raido.agent.publish.Pulse;
import fm.raido.protection.pressure.PressureThresholds;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BarLinesTest {
  private static final Pattern ESCAPES = Pattern.compile("\033\\[[0-9;]*m");
  private static final PressureThresholds THRESHOLDS = PressureThresholds.defaults();
  private static final PressureReport STUDIO = new PressureReport("kokoro", "studio", THRESHOLDS);

  private final PlayedPulses host = new PlayedPulses(THRESHOLDS);
  private final BarLines plain = new BarLines(STUDIO, Palette.PLAIN);
  private final BarLines coloured = new BarLines(STUDIO, Palette.COLOURS);

  @Test
  void showsEachSignalWithItsMarks() {
    assertThat(plain.of(host.io(4, 65.0), 80))
        .containsExactly(
            "studio (speech service kokoro, host) NORMAL for 1 s",
            "all readings below their warning levels; not known: memory use, cpu use, load",
            "",
            "memory full stall [......W..........C.........................]    0 %  normal",
            "io full stall     [#########################W#.......C........]   65 %  normal",
            "cpu some stall    [................................W.....C....]    0 %  normal",
            "memory use        [#################.................W.....C..]   40 %  normal",
            "cpu use           [#####.............................W.....C..] 12.5 %  normal",
            "load              [#................W................C........]    0.5  normal",
            "",
            "",
            "W warning, C critical, when it lasts; nothing is published. Ctrl-C ends it.");
  }

  @Test
  void saysTheLevelAndItsReason() {
    List<String> lines = plain.of(host.io(4, 92.0), 100);
    assertThat(lines.getFirst()).isEqualTo("studio (speech service kokoro, host) CRITICAL for 0 s");
    assertThat(lines.get(1)).startsWith("io full stall 92 % for ");
    assertThat(lines.get(4)).endsWith("92 %  critical");
  }

  @Test
  void nonsenseIsNamedAndNotDrawn() {
    Pulse pulse = host.look(-3.0, null, 0.5, 0.0, 0.0, 0.0);
    List<String> lines = plain.of(pulse, 100);
    assertThat(lines.get(6)).contains("..").contains("unknown");
    assertThat(lines.get(7)).contains("[....").contains("unknown");
    assertThat(lines.get(10)).isEqualTo("refused: cpu use -3.0: must be from 0 to 100");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 20, 33, 44, 47, 48, 60, 80, 120, 250})
  void noLineIsWiderThanTheScreenAndColoursTakeNoPlace(int width) {
    Pulse pulse = host.io(4, 92.0);
    List<String> lines = plain.of(pulse, width);
    assertThat(lines)
        .hasSize(12)
        .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(width));
    assertThat(coloured.of(pulse, width).stream().map(BarLinesTest::bare)).isEqualTo(lines);
  }

  @Test
  void aNarrowScreenKeepsNameValueAndLevel() {
    assertThat(plain.of(host.io(4, 92.0), 40).get(4))
        .isEqualTo("io full stall       92 % critical");
  }

  @Test
  void plainHasNoEscapeAtAll() {
    assertThat(String.join("", plain.of(host.io(4, 92.0), 80))).doesNotContain("\033");
    assertThat(String.join("", coloured.of(host.io(4, 92.0), 80))).contains("\033[1;31mcritical");
  }

  private static String bare(String line) {
    return ESCAPES.matcher(line).replaceAll("");
  }
}
