package fm.raido.agent.watch;

import fm.raido.protection.pressure.Standing;
import fm.raido.schemas.protection.PressureLevel;
import org.jspecify.annotations.Nullable;

/**
 * A bar with its two marks: {@code [####..........W.....C.....]}. The marks stay visible under a
 * long bar.
 */
final class Bar {
  private static final char WARNING = 'W';
  private static final char CRITICAL = 'C';
  private static final char FULL = '#';
  private static final char REST = '.';

  /** A scale without an end of its own ends a quarter above critical. */
  private static final double BEYOND = 1.25;

  private static final double PERCENT = 100;

  private Bar() {}

  /**
   * A bar of that many places, two of which are brackets; at least 5.
   *
   * @param percent whether the scale ends at 100
   */
  static String of(Standing standing, boolean percent, int places, Palette palette) {
    int inner = places - 2;
    double warning = standing.warning().band().enter();
    double critical = standing.critical().band().enter();
    double end = percent ? PERCENT : critical * BEYOND;
    int full = filled(standing.value(), end, inner);
    int warningAt = mark(warning, end, inner);
    int criticalAt = mark(critical, end, inner);
    StringBuilder bar = new StringBuilder(palette.faint("["));
    int from = 0;
    while (from < inner) {
      char is = at(from, full, warningAt, criticalAt);
      int to = from + 1;
      while (to < inner && at(to, full, warningAt, criticalAt) == is) {
        to++;
      }
      String run = String.valueOf(is).repeat(to - from);
      bar.append(
          switch (is) {
            case CRITICAL -> palette.of(PressureLevel.CRITICAL, run);
            case WARNING -> palette.of(PressureLevel.WARNING, run);
            case FULL -> palette.of(standing.level(), run);
            default -> palette.faint(run);
          });
      from = to;
    }
    return bar.append(palette.faint("]")).toString();
  }

  private static char at(int place, int full, int warningAt, int criticalAt) {
    if (place == criticalAt) {
      return CRITICAL;
    }
    if (place == warningAt) {
      return WARNING;
    }
    return place < full ? FULL : REST;
  }

  /** What is over zero shows; a full bar is at the end of the scale only. */
  private static int filled(@Nullable Double value, double end, int inner) {
    if (value == null || value <= 0) {
      return 0;
    }
    return Math.clamp((int) Math.floor(value / end * inner), 1, inner);
  }

  /** The first place that a value at the threshold fills. */
  private static int mark(double threshold, double end, int inner) {
    return Math.clamp((int) Math.ceil(threshold / end * inner) - 1, 0, inner - 1);
  }
}
