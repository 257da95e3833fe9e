package fm.raido.agent.publish;

import fm.raido.protection.pressure.PressureState;
import fm.raido.protection.pressure.PressureThresholds;
import fm.raido.protection.pressure.Readings;
import fm.raido.protection.pressure.Signal;
import fm.raido.protection.pressure.Standing;
import fm.raido.schemas.pressure.HostPressure;
import fm.raido.schemas.protection.PressureLevel;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A host's readings in detail, as they are published and as {@code --watch} prints them.
 *
 * @param service the speech service
 * @param host the host
 * @param thresholds by which it is judged
 */
public record PressureReport(String service, String host, PressureThresholds thresholds) {

  /** What a pulse says. */
  public HostPressure of(Pulse pulse) {
    PressureState state = pulse.state();
    return report(
        state.level(), state.reason(), pulse, pulse.readings(), signals(state), pulse.at());
  }

  /** The last word of an agent that stops: what it saw last, or nothing. */
  HostPressure goodbye(@Nullable Pulse last, String reason, Instant at) {
    return report(
        PressureLevel.GOING_AWAY,
        reason,
        last,
        last == null ? Readings.nothing(at) : last.readings(),
        last == null ? null : signals(last.state()),
        at);
  }

  private HostPressure report(
      PressureLevel level,
      String reason,
      @Nullable Pulse pulse,
      Readings readings,
      @Nullable List<HostPressure.SignalPressure> signals,
      Instant at) {
    return new HostPressure(
        HostPressure.SCHEMA_VERSION,
        service,
        host,
        at,
        level,
        reason,
        pulse == null ? "host" : pulse.scope(),
        sound(readings.cpuPercent()),
        sound(readings.memoryPercent()),
        sound(readings.load1()),
        readings.cores(),
        sound(readings.psiCpuSome()),
        sound(readings.psiMemoryFull()),
        sound(readings.psiIoFull()),
        pulse == null || pulse.refused().isEmpty() ? null : pulse.refused(),
        signals);
  }

  private List<HostPressure.SignalPressure> signals(PressureState state) {
    return Arrays.stream(Signal.values())
        .map(signal -> signal(Standing.judged(signal, state, thresholds)))
        .toList();
  }

  private static HostPressure.SignalPressure signal(Standing standing) {
    return new HostPressure.SignalPressure(
        standing.signal().name(),
        sound(standing.value()),
        standing.level(),
        standing.warning().band().enter(),
        standing.critical().band().enter());
  }

  /** JSON knows no NaN, and nonsense is named and not shown; hundredths are enough for people. */
  private static @Nullable Double sound(@Nullable Double value) {
    return value == null || !Double.isFinite(value) || value < 0
        ? null
        : Double.valueOf(Math.round(value * 100) / 100.0);
  }
}
