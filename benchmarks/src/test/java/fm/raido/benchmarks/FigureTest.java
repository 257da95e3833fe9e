package fm.raido.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FigureTest {
  @Test
  void aMedianWithinTheTargetMeetsItThoughOneRepeatDoesNot() {
    Figure figure = Figure.alone("latency", "ms", List.of(10.0, 90.0, 12.0), new Target.AtMost(30));
    assertThat(figure.isMet()).isTrue();
    assertThat(figure.line())
        .isEqualTo("latency                   12.0 ms (10.0 to 90.0, n=3); target <= 30.0 ms: met");
  }

  @Test
  void aMedianBeyondTheTargetDoesNot() {
    Figure slow = Figure.alone("x", "a second", List.of(19_999.0), new Target.AtLeast(20_000));
    assertThat(slow.isMet()).isFalse();
    assertThat(slow.line()).contains("NOT MET");
  }

  @Test
  void aPeerStandsBesideWithTheRatioOfTheMedians() {
    Figure figure =
        new Figure("x", "ms", List.of(6.0, 6.0), List.of(4.0, 4.0), new Target.AtMost(9));
    assertThat(figure.ratio()).isEqualTo(1.5);
    assertThat(figure.line()).endsWith("bare loop 4.00 ms (4.00 to 4.00, n=2); ratio 1.50");
  }

  @Test
  void percentilesLieBetweenNeighbours() {
    List<Double> sorted = List.of(1.0, 2.0, 3.0, 4.0);
    assertThat(Spread.percentile(sorted, 50)).isEqualTo(2.5);
    assertThat(Spread.percentile(sorted, 100)).isEqualTo(4);
    assertThat(Spread.percentile(sorted, 0)).isEqualTo(1);
  }
}
