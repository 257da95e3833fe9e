package fm.raido.agent.watch;

import fm.raido.agent.publish.Pulse;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;

/** Bars in a terminal, four times a second and at once at each change of a level. */
final class Bars implements WatchView {
  private final BarLines lines;
  private final Screen screen;
  private final IntSupplier width;
  private final BooleanSupplier broken;
  private final Pace pace = new Pace(Duration.ofMillis(250));

  Bars(BarLines lines, Screen screen, IntSupplier width, BooleanSupplier broken) {
    this.lines = lines;
    this.screen = screen;
    this.width = width;
    this.broken = broken;
  }

  @Override
  public boolean show(Pulse pulse) {
    if (pace.isDue(pulse)) {
      screen.draw(lines.of(pulse, width.getAsInt()));
      return !broken.getAsBoolean();
    }
    return true;
  }

  @Override
  public void close() {
    screen.leave();
  }
}
