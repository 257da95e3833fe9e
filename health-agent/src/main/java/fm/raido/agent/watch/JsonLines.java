package fm.raido.agent.watch;

import fm.raido.agent.publish.PressureReport;
import fm.raido.agent.publish.Pulse;
import fm.raido.schemas.wire.Json;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * One JSON object a line, of the shape of the records on {@code raido.host-pressure}: one a second,
 * and at once at each change of a level.
 */
final class JsonLines implements WatchView {
  private final PressureReport report;
  private final PrintWriter out;
  private final BooleanSupplier broken;
  private final Pace pace = new Pace(Duration.ofSeconds(1));

  /**
   * @param broken whether the reader of {@code out} has gone
   */
  JsonLines(PressureReport report, PrintWriter out, BooleanSupplier broken) {
    this.report = report;
    this.out = out;
    this.broken = broken;
  }

  @Override
  public boolean show(Pulse pulse) {
    if (!pace.isDue(pulse)) {
      return true;
    }
    out.print(Json.MAPPER.writeValueAsString(report.of(pulse)) + "\n");
    out.flush();
    return !broken.getAsBoolean();
  }

  @Override
  public void close() {
    out.flush();
  }
}
