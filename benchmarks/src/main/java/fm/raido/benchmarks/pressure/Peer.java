package fm.raido.benchmarks.pressure;

import fm.raido.agent.record.Recording;
import fm.raido.agent.record.Sample;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A rule that somebody else judges a host by; pure, over a recording. */
sealed interface Peer {
  /** While it fires, in milliseconds of the recording. */
  record Span(double from, double to) {}

  String title();

  /** When it fires. */
  List<Span> fires(Recording recording);

  /** All of them. */
  static List<Peer> all() {
    return List.of(new Avg10(), new Oomd(), new LoadAverage(), new FiveChecks());
  }

  /**
   * Our own critical thresholds, on the kernel's own averages over ten seconds: what is at hand
   * without windows of one's own.
   */
  record Avg10() implements Peer {
    private static final double CPU_SOME = 90;
    private static final double MEMORY_FULL = 40;
    private static final double IO_FULL = 80;

    @Override
    public String title() {
      return "PSI avg10";
    }

    @Override
    public List<Span> fires(Recording recording) {
      return spans(
          recording,
          s ->
              s.cpuSome10() >= CPU_SOME
                  || s.memoryFull10() >= MEMORY_FULL
                  || s.ioFull10() >= IO_FULL,
          0);
    }
  }

  /**
   * systemd-oomd as it comes: memory {@code full} over 60 % for 30 s (oomd.conf(5),
   * DefaultMemoryPressureLimit and DefaultMemoryPressureDurationSec).
   */
  record Oomd() implements Peer {
    private static final double MEMORY_FULL = 60;
    private static final double LASTING_MS = 30_000;

    @Override
    public String title() {
      return "systemd-oomd";
    }

    @Override
    public List<Span> fires(Recording recording) {
      return spans(recording, s -> s.memoryFull10() > MEMORY_FULL, LASTING_MS);
    }
  }

  /**
   * Load average over a minute above twice the processors: the threshold of the alert
   * NodeSystemSaturation of Prometheus' node mixin, which waits 15 minutes more; here at once.
   */
  record LoadAverage() implements Peer {
    private static final double PER_CORE = 2;

    @Override
    public String title() {
      return "load average";
    }

    @Override
    public List<Span> fires(Recording recording) {
      double limit = PER_CORE * recording.header().cores();
      return spans(recording, s -> s.load1() > limit, 0);
    }
  }

  /**
   * The replaced system's: CPU or memory at 95 %, or load at 10, in five checks in a row that are
   * ten seconds apart; then protection for 300 s. Here it watches the right machine, which it did
   * not, and its first check falls on the beginning of the recording.
   */
  record FiveChecks() implements Peer {
    static final double PROTECTION_MS = 300_000;
    private static final double USE = 95;
    private static final double LOAD = 10;
    private static final int BAD = 5;
    private static final double EVERY_MS = 10_000;

    @Override
    public String title() {
      return "the original's 5 checks";
    }

    @Override
    public List<Span> fires(Recording recording) {
      List<Span> spans = new ArrayList<>();
      double next = 0;
      int bad = 0;
      for (Sample sample : recording.samples()) {
        if (sample.ms() >= next && sample.cpuPercent() != null) {
          next += EVERY_MS;
          bad = isBad(sample) ? bad + 1 : 0;
          if (bad >= BAD) {
            spans.add(new Span(sample.ms(), sample.ms() + EVERY_MS));
          }
        }
      }
      return merged(spans);
    }

    private static boolean isBad(Sample sample) {
      return isOver(sample.cpuPercent())
          || isOver(sample.memoryPercent())
          || sample.load1() >= LOAD;
    }

    private static boolean isOver(@Nullable Double use) {
      return use != null && use >= USE;
    }
  }

  /** Whether a sample is over the rule's threshold. */
  interface Over {
    boolean test(Sample sample);
  }

  private static List<Span> spans(Recording recording, Over over, double lastingMs) {
    List<Span> spans = new ArrayList<>();
    double since = Double.NaN;
    for (Sample sample : recording.samples()) {
      if (!over.test(sample)) {
        since = Double.NaN;
        continue;
      }
      since = Double.isNaN(since) ? sample.ms() : since;
      if (sample.ms() - since >= lastingMs) {
        // Until the next sample, which comes 50 ms later or, on a starved machine, later still.
        spans.add(new Span(sample.ms(), sample.ms() + 1_000));
      }
    }
    return merged(spans);
  }

  private static List<Span> merged(List<Span> spans) {
    List<Span> merged = new ArrayList<>();
    for (Span span : spans) {
      if (!merged.isEmpty() && span.from() <= merged.getLast().to()) {
        merged.add(new Span(merged.removeLast().from(), span.to()));
      } else {
        merged.add(span);
      }
    }
    return List.copyOf(merged);
  }
}
