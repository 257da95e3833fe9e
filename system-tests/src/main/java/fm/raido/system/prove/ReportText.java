package fm.raido.system.prove;

import fm.raido.system.storm.Figure;
import fm.raido.testkit.promise.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A report as people read it. */
final class ReportText {
  private ReportText() {}

  static List<String> lines(Report report) {
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add(
        String.format(
            Locale.ROOT,
            "seed %d: %d records, %d kills, %s",
            report.seed(),
            report.records(),
            report.kills(),
            minutes(report)));
    lines.add(
        "done to it: "
            + report.deeds().entrySet().stream()
                .map(deed ->
                    deed.getKey().name().toLowerCase(Locale.ROOT).replace('_', ' ')
                        + " "
                        + deed.getValue())
                .collect(Collectors.joining(", ")));
    if (!report.diskMissing().isEmpty()) {
      lines.add("not tried: a full disk (" + report.diskMissing() + ")");
    }
    lines.add("");
    lines.add(row("promise", "what was seen", "verdict"));
    for (Verdict verdict : report.verdicts()) {
      lines.add(
          row(
              verdict.law() + " " + verdict.law().title(),
              verdict.figures().entrySet().stream()
                  .map(figure -> figure.getKey() + " " + figure.getValue())
                  .collect(Collectors.joining(", ")),
              !verdict.holds() ? "BROKEN" : verdict.tried() ? "holds" : "untried"));
      verdict.breaches().forEach(breach -> lines.add("     " + breach));
    }
    lines.add("");
    lines.add("figure");
    for (Figure figure : report.figures()) {
      lines.add("  " + figure.name());
      lines.add(
          "      %s; target: %s: %s"
              .formatted(figure.measured(), figure.target(), figure.met() ? "met" : "MISSED"));
    }
    lines.add("");
    if (!report.rested()) {
      lines.add("NOT every record came to its end in time.");
    }
    lines.add(
        report.isGood()
            ? "All promises hold, and all figures are met."
            : report.holds()
                ? "All promises hold; a time is over its target (is the machine busy with something else?)."
                : "NOT all promises hold.");
    return lines;
  }

  private static String row(String promise, String seen, String verdict) {
    return String.format(Locale.ROOT, "%-26s %-7s %s", promise, verdict, seen);
  }

  private static String minutes(Report report) {
    return report.took().toMinutes() + " min " + report.took().toSecondsPart() + " s";
  }
}
