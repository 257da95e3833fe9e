package fm.raido.agent.watch;

import fm.raido.agent.publish.PressureReport;
import fm.raido.agent.publish.Pulse;
import fm.raido.protection.pressure.PressureThresholds;
import fm.raido.protection.pressure.Signal;
import fm.raido.protection.pressure.Standing;
import fm.raido.schemas.protection.PressureLevel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Draws a look as lines for a screen of some width; pure. */
final class BarLines {
  private static final int LABEL = "memory full stall".length();
  private static final int VALUE = 7;
  private static final int LEVEL = "critical".length();

  /** Below it a bar says less than the room that it takes. */
  private static final int BAR_MIN = 12;

  private static final int BAR_MAX = 102;

  private final PressureReport report;
  private final Palette palette;

  BarLines(PressureReport report, Palette palette) {
    this.report = report;
    this.palette = palette;
  }

  /** Lines of at most {@code width} places, the same number for each look. */
  List<String> of(Pulse pulse, int width) {
    List<String> lines = new ArrayList<>();
    PressureLevel level = pulse.state().level();
    String head =
        report.host() + " (speech service " + report.service() + ", " + pulse.scope() + ") ";
    String word = name(level).toUpperCase(Locale.ROOT);
    String since = " for " + seconds(Duration.between(pulse.state().since(), pulse.state().at()));
    lines.add(
        cut(head, width - word.length())
            + palette.of(level, cut(word, width))
            + cut(since, width - head.length() - word.length()));
    lines.add(cut(pulse.state().reason(), width));
    lines.add("");
    for (Signal signal : Signal.values()) {
      lines.add(line(signal, pulse, width));
    }
    lines.add("");
    lines.add(
        pulse.refused().isEmpty()
            ? ""
            : palette.of(
                PressureLevel.WARNING,
                cut("refused: " + String.join("; ", pulse.refused()), width)));
    lines.add(
        palette.faint(
            cut(
                "W warning, C critical, when it lasts; nothing is published. Ctrl-C ends it.",
                width)));
    return lines;
  }

  private String line(Signal signal, Pulse pulse, int width) {
    PressureThresholds thresholds = report.thresholds();
    Double value = thresholds.value(signal, pulse.readings());
    Standing standing =
        Standing.at(
            signal, value == null || !(value >= 0) ? null : value, pulse.state(), thresholds);
    String label = String.format(Locale.ROOT, "%-" + LABEL + "s", signal.label());
    String number =
        String.format(
            Locale.ROOT,
            "%" + VALUE + "s",
            standing.value() == null ? "unknown" : signal.amount(standing.value()));
    String level = name(standing.level());
    int bar = Math.min(BAR_MAX, width - LABEL - VALUE - LEVEL - 3);
    if (bar >= BAR_MIN) {
      return label
          + " "
          + Bar.of(standing, signal.unit().contains("%"), bar, palette)
          + number
          + "  "
          + palette.of(standing.level(), level);
    }
    String narrow = label + number + " ";
    return narrow.length() >= width
        ? cut(narrow, width)
        : narrow + palette.of(standing.level(), cut(level, width - narrow.length()));
  }

  private static String name(PressureLevel level) {
    return level.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static String seconds(Duration duration) {
    long seconds = Math.max(0, duration.toSeconds());
    return seconds < 120 ? seconds + " s" : seconds / 60 + " min";
  }

  private static String cut(String text, int width) {
    return text.length() <= width ? text : text.substring(0, Math.max(0, width));
  }
}
