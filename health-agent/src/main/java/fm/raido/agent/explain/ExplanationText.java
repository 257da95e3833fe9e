package fm.raido.agent.explain;

import fm.raido.protection.pressure.PressureLevels;
import fm.raido.protection.pressure.PressureThresholds;
import fm.raido.protection.pressure.Standing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** An explanation as lines for people. */
final class ExplanationText {
  private ExplanationText() {}

  static List<String> lines(
      Explanation explained, List<Standing> standings, PressureThresholds thresholds) {
    List<String> lines = new ArrayList<>();
    lines.add("host      %s, speech service %s".formatted(explained.host(), explained.service()));
    lines.add("scope     %s: %s".formatted(explained.scope(), explained.limits()));
    lines.add(
        "level     %s: %s"
            .formatted(explained.level().name().toLowerCase(Locale.ROOT), explained.reason()));
    lines.add(
        "looked    for " + RuleWords.time(explained.looked()) + checkOfUse(explained.looked()));
    lines.add("");
    for (Standing standing : standings) {
      rule(lines, standing, thresholds);
    }
    lines.add("");
    section(lines, "not read  ", explained.notRead(), "nothing is missing");
    section(lines, "refused   ", explained.refused(), "nothing");
    section(lines, "published ", explained.published(), "nothing");
    section(lines, "never     ", explained.neverPublished(), "nothing");
    return lines;
  }

  private static String checkOfUse(Duration looked) {
    String check = RuleWords.time(PressureLevels.CHECK);
    return looked.compareTo(PressureLevels.CHECK) >= 0
        ? ""
        : ": use is judged by means over %s; `--for %s` waits for the first"
            .formatted(check, check);
  }

  private static void rule(List<String> lines, Standing standing, PressureThresholds thresholds) {
    Double value = standing.value();
    lines.add(
        "%-19s%s  (%s)"
            .formatted(
                standing.signal().label(),
                value == null ? "unknown" : standing.signal().amount(value),
                thresholds.source(standing.signal())));
    lines.add(way("warning", standing, standing.warning()));
    lines.add(way("critical", standing, standing.critical()));
  }

  private static String way(String name, Standing standing, Standing.Step step) {
    return "  %-10s%-20s  %s"
        .formatted(name, RuleWords.distance(standing, step), RuleWords.rule(standing, step));
  }

  private static void section(
      List<String> lines, String title, List<String> entries, String nothing) {
    String before = title;
    for (String entry : entries.isEmpty() ? List.of(nothing) : entries) {
      lines.add(before + entry);
      before = " ".repeat(title.length());
    }
  }
}
