package fm.raido.benchmarks.pressure;

import fm.raido.agent.record.Mark;
import fm.raido.agent.record.Recording;
import fm.raido.agent.record.Replay;
import fm.raido.agent.record.Timeline;
import fm.raido.protection.pressure.PressureThresholds;
import fm.raido.schemas.protection.PressureLevel;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * What a rule does on a recording.
 *
 * @param rule its title
 * @param afterMs from the load's start until it fires first; empty where it never does
 * @param firesMs for how long it fires in all
 * @param closedMs for how long the gate is closed by it, when protection lasts five minutes after
 *     it has fired last
 */
record Verdict(String rule, OptionalDouble afterMs, double firesMs, double closedMs) {
  static final String OURS = "Raido";

  /** Ours first, then the peers'. */
  static List<Verdict> all(Recording recording) {
    double start = recording.at(Mark.LOAD_STARTS).orElse(0);
    List<Verdict> all = new ArrayList<>();
    all.add(of(OURS, ours(recording), start));
    for (Peer peer : Peer.all()) {
      all.add(of(peer.title(), peer.fires(recording), start));
    }
    return all;
  }

  /** While our level is critical. */
  static List<Peer.Span> ours(Recording recording) {
    return critical(
        Replay.of(recording, PressureThresholds.defaults()).changes(), recording.lengthMs());
  }

  static List<Peer.Span> critical(List<Timeline.Change> changes, double endMs) {
    List<Peer.Span> spans = new ArrayList<>();
    for (int i = 0; i < changes.size(); i++) {
      if (changes.get(i).level() == PressureLevel.CRITICAL) {
        double to = i + 1 < changes.size() ? changes.get(i + 1).ms() : endMs;
        spans.add(new Peer.Span(changes.get(i).ms(), to));
      }
    }
    return spans;
  }

  private static Verdict of(String rule, List<Peer.Span> spans, double start) {
    if (spans.isEmpty()) {
      return new Verdict(rule, OptionalDouble.empty(), 0, 0);
    }
    double first = spans.getFirst().from();
    return new Verdict(
        rule,
        OptionalDouble.of(first - start),
        spans.stream().mapToDouble(span -> span.to() - span.from()).sum(),
        spans.getLast().to() + Peer.FiveChecks.PROTECTION_MS - first);
  }

  /** In a table's cell. */
  String words() {
    if (afterMs.isPresent() && afterMs.getAsDouble() < 0) {
      return String.format(Locale.ROOT, "before it, closed for %.0f s", closedMs / 1_000);
    }
    return afterMs.isEmpty()
        ? "never"
        : String.format(
            Locale.ROOT,
            "after %.1f s, closed for %.0f s",
            afterMs.getAsDouble() / 1_000,
            closedMs / 1_000);
  }
}
