package fm.raido.agent.watch;

import fm.raido.agent.OwnLooks;
import fm.raido.agent.publish.PressureReport;
import fm.raido.agent.publish.Pulse;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Looks and shows, until its time is over, somebody stops it, or nobody reads any more. It
 * publishes nothing and needs no broker.
 */
public final class Watch {
  private final OwnLooks looks;
  private final WatchView view;

  private Watch(OwnLooks looks, WatchView view) {
    this.looks = looks;
    this.view = view;
  }

  /** JSON lines. */
  public static Watch lines(
      OwnLooks looks, PressureReport report, PrintWriter out, BooleanSupplier broken) {
    return new Watch(looks, new JsonLines(report, out, broken));
  }

  /**
   * Bars in the terminal that {@code out} is.
   *
   * @param environment whose {@code NO_COLOR} says no
   */
  public static Watch bars(
      OwnLooks looks,
      PressureReport report,
      PrintWriter out,
      BooleanSupplier broken,
      Map<String, String> environment) {
    Palette palette =
        environment.getOrDefault("NO_COLOR", "").isEmpty() ? Palette.COLOURS : Palette.PLAIN;
    return new Watch(
        looks,
        new Bars(new BarLines(report, palette), new Screen(out), new TerminalWidth(), broken));
  }

  /** Whether a terminal of that environment can be drawn on in place. */
  public static boolean canDraw(Map<String, String> environment) {
    String term = environment.getOrDefault("TERM", "");
    return !term.isEmpty() && !term.equals("dumb");
  }

  /** Goes on for that time, or until {@link #stop()}. */
  public void run(Optional<Duration> time) {
    long begun = System.nanoTime();
    try {
      do {
        Pulse pulse = looks.sample();
        if (pulse != null && !view.show(pulse)) {
          return;
        }
      } while (!looks.isStopped()
          && time.filter(t -> System.nanoTime() - begun >= t.toNanos()).isEmpty());
    } finally {
      view.close();
    }
  }

  /** Ends it from another thread, and leaves the terminal whole at once. */
  public void stop() {
    looks.stop();
    view.close();
  }
}
