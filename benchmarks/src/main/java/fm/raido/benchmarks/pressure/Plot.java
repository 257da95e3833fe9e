package fm.raido.benchmarks.pressure;

import fm.raido.agent.record.Recording;
import fm.raido.agent.record.Replay;
import fm.raido.agent.record.Timeline;
import fm.raido.protection.pressure.PressureThresholds;
import fm.raido.protection.pressure.Readings;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Draws a recording as SVG: pressure, our level, and when each rule closes the gate. */
final class Plot {
  private static final int WIDTH = 900;
  private static final int LEFT = 205;
  private static final int RIGHT = 20;
  private static final int TOP = 64;
  private static final int CHART = 190;
  private static final int LANE = 24;
  private static final int CAPTION_MAX = 125;

  private static final String STYLE =
      """
      <style>
      svg{background:#fff;font:13px system-ui,sans-serif}text{fill:#222}.dim{fill:#666}
      .grid{stroke:#ddd}.cpu{stroke:#0b62c4}.memory{stroke:#8a3ffc}.io{stroke:#007d48}
      .line{fill:none;stroke-width:1.6}.WARNING{fill:#f1b300}.CRITICAL{fill:#d3302f}
      .NORMAL{fill:#d8e8d8}.peer{fill:#777}.closed{fill:#777;opacity:.3}.mark{stroke:#999}
      .ours{fill:#d3302f}.paused{fill:#d3302f;opacity:.3}
      @media(prefers-color-scheme:dark){svg{background:#15181c}text{fill:#e6e6e6}.dim{fill:#a0a0a0}
      .grid{stroke:#333}.cpu{stroke:#62a8ff}.memory{stroke:#be95ff}.io{stroke:#42be78}
      .NORMAL{fill:#2b3a2b}.peer{fill:#aaa}.closed{fill:#aaa}}
      </style>
      """;

  private final StringBuilder svg = new StringBuilder();
  private final Recording recording;
  private final double endMs;

  private Plot(Recording recording) {
    this.recording = recording;
    this.endMs = Math.max(1, recording.lengthMs());
  }

  static String of(String name, Recording recording) {
    return new Plot(recording).draw(name);
  }

  private String draw(String name) {
    List<Peer> peers = Peer.all();
    int bottom = TOP + CHART;
    int height = bottom + 40 + LANE * (peers.size() + 2) + 34;
    put(
        String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\">",
            WIDTH,
            height));
    put(
        String.format(
            Locale.ROOT, "<title>%s: %s</title>", name, escaped(recording.header().scenario())));
    svg.append(STYLE);
    text(12, 22, "", name);
    text(12, 41, "dim", escaped(caption(recording.header().scenario())));
    axes(bottom);
    Timeline timeline = Replay.of(recording, PressureThresholds.defaults());
    curve(timeline, "cpu", Readings::cpuCrowding);
    curve(timeline, "io", Readings::ioStorm);
    curve(timeline, "memory", Readings::psiMemoryFull);
    text(12, TOP + 40, "", "pressure, %");
    legend("cpu", "cpu some, by crowding", TOP + 64);
    legend("memory", "memory full", TOP + 84);
    legend("io", "io full, by blocked", TOP + 104);

    int y = bottom + 40;
    text(12, y + 15, "", "our level");
    List<Timeline.Change> changes = timeline.changes();
    for (int i = 0; i < changes.size(); i++) {
      double to = i + 1 < changes.size() ? changes.get(i + 1).ms() : endMs;
      bar(changes.get(i).ms(), to, y, changes.get(i).level().name());
    }
    y += LANE;
    lane("gate closed: Raido", Verdict.critical(changes, endMs), y, "ours", "paused");
    for (Peer peer : peers) {
      y += LANE;
      lane(peer.title(), peer.fires(recording), y, "peer", "closed");
    }
    text(
        LEFT,
        y + LANE + 18,
        "dim",
        "red: critical; yellow: warning; gate: full colour while a rule fires, pale for the five"
            + " minutes after");
    return svg.append("</svg>\n").toString();
  }

  private void axes(int bottom) {
    for (int percent = 0; percent <= 100; percent += 25) {
      double y = bottom - CHART * percent / 100.0;
      put(
          String.format(
              Locale.ROOT, "<path class=\"grid\" d=\"M%d %.1fH%d\"/>", LEFT, y, WIDTH - RIGHT));
      put(
          String.format(
              Locale.ROOT,
              "<text class=\"dim\" x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%d</text>",
              LEFT - 6,
              y + 4,
              percent));
    }
    int step = endMs > 600_000 ? 300 : endMs > 120_000 ? 60 : endMs > 45_000 ? 10 : 5;
    for (int s = 0; s * 1_000.0 <= endMs; s += step) {
      put(
          String.format(
              Locale.ROOT,
              "<text class=\"dim\" x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%d s</text>",
              x(s * 1_000.0),
              bottom + 18,
              s));
    }
    double last = -200;
    for (var mark : recording.marks()) {
      double x = x(mark.ms());
      put(
          String.format(
              Locale.ROOT,
              "<path class=\"mark\" stroke-dasharray=\"3 3\" d=\"M%.1f %dV%d\"/>",
              x,
              TOP - 4,
              bottom));
      if (x - last > 90) {
        text(x + 3, TOP - 6, "dim", escaped(mark.mark()));
        last = x;
      }
    }
  }

  private void curve(Timeline timeline, String style, Function<Readings, @Nullable Double> value) {
    StringBuilder path = new StringBuilder();
    double lastX = -1;
    double peak = 0;
    for (Timeline.Look look : timeline.looks()) {
      Double percent = value.apply(look.readings());
      if (percent == null) {
        continue;
      }
      peak = Math.max(peak, percent);
      double x = x(look.ms());
      // A point each half pixel at most: the highest of what lies between.
      if (x - lastX >= 0.5) {
        path.append(
            String.format(
                Locale.ROOT,
                "%s%.1f %.1f",
                lastX < 0 ? "M" : "L",
                x,
                TOP + CHART * (1 - peak / 100)));
        lastX = x;
        peak = 0;
      }
    }
    put(String.format(Locale.ROOT, "<path class=\"line %s\" d=\"%s\"/>", style, path));
  }

  private void legend(String style, String words, int y) {
    put(String.format(Locale.ROOT, "<path class=\"line %s\" d=\"M12 %dh14\"/>", style, y - 4));
    text(32, y, "dim", words);
  }

  private void lane(String title, List<Peer.Span> spans, int y, String fires, String closed) {
    text(12, y + 15, "", title);
    put(
        String.format(
            Locale.ROOT,
            "<path class=\"grid\" d=\"M%d %dH%d\"/>",
            LEFT,
            y + LANE / 2,
            WIDTH - RIGHT));
    if (!spans.isEmpty()) {
      double until = spans.getLast().to() + Peer.FiveChecks.PROTECTION_MS;
      bar(spans.getFirst().from(), Math.min(endMs, until), y, closed);
    }
    spans.forEach(span -> bar(span.from(), Math.min(endMs, span.to()), y, fires));
  }

  private void bar(double from, double to, int y, String style) {
    put(
        String.format(
            Locale.ROOT,
            "<rect class=\"%s\" x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\"/>",
            style,
            x(from),
            y + 3,
            Math.max(0.5, x(to) - x(from)),
            LANE - 8));
  }

  private void text(double x, double y, String style, String words) {
    put(
        String.format(
            Locale.ROOT, "<text class=\"%s\" x=\"%.1f\" y=\"%.1f\">%s</text>", style, x, y, words));
  }

  private double x(double ms) {
    return LEFT + (WIDTH - LEFT - RIGHT) * ms / endMs;
  }

  private void put(String element) {
    svg.append(element).append('\n');
  }

  /** What goes on, without the command; the title has all of it. */
  private static String caption(String scenario) {
    String words = scenario.replaceFirst(" \\(stress-ng .*", "");
    return words.length() > CAPTION_MAX ? words.substring(0, CAPTION_MAX) + " …" : words;
  }

  private static String escaped(String words) {
    return words.replace("&", "&amp;").replace("<", "&lt;");
  }
}
