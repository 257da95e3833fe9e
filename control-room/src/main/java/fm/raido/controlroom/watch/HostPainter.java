package fm.raido.controlroom.watch;

import fm.raido.controlroom.room.SpeechHost;
import fm.raido.controlroom.room.SpeechHost.Reading;
import fm.raido.protection.fold.HostView;
import fm.raido.protection.pressure.PressureThresholds;
import fm.raido.protection.pressure.Readings;
import fm.raido.protection.pressure.Signal;
import fm.raido.protection.pressure.SignalRule;
import fm.raido.schemas.pressure.HostPressure;
import fm.raido.schemas.pressure.HostPressure.SignalPressure;
import fm.raido.schemas.protection.PressureLevel;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Paints the hosts: what the log says of them, and the readings that they published. */
final class HostPainter {
  private static final PressureThresholds DEFAULTS = PressureThresholds.defaults();

  private HostPainter() {}

  static SpeechHost host(HostView host, @Nullable HostPressure pulse) {
    return new SpeechHost(
        host.host(),
        host.service(),
        host.level(),
        host.reason(),
        host.rehearsal(),
        host.heardAt(),
        host.silent(),
        host.closedUntil().orElse(null),
        host.counts(),
        pulse == null ? null : pulse.at(),
        pulse == null ? List.of() : readings(pulse),
        pulse != null && pulse.signals() != null);
  }

  /** As its agent judges them; from an agent that does not say, by the defaults. */
  private static List<Reading> readings(HostPressure pulse) {
    List<SignalPressure> signals = pulse.signals();
    return signals == null
        ? byDefaults(pulse)
        : signals.stream().map(HostPainter::reading).toList();
  }

  private static Reading reading(SignalPressure told) {
    Optional<Signal> known =
        Arrays.stream(Signal.values()).filter(s -> s.name().equals(told.signal())).findFirst();
    return new Reading(
        told.signal(),
        known.map(Signal::label).orElse(told.signal()),
        known.filter(signal -> signal == Signal.LOAD).isPresent() ? "" : "%",
        rounded(told.value()),
        told.warning(),
        told.critical(),
        told.level());
  }

  private static List<Reading> byDefaults(HostPressure pulse) {
    Readings readings =
        new Readings(
            pulse.at(),
            pulse.cpuPercent(),
            pulse.memoryPercent(),
            pulse.load1(),
            pulse.cores(),
            null,
            pulse.psiCpuSome(),
            pulse.psiMemoryFull(),
            pulse.psiIoFull(),
            null,
            null);
    return Arrays.stream(Signal.values()).map(signal -> reading(signal, readings)).toList();
  }

  private static Reading reading(Signal signal, Readings readings) {
    SignalRule rule = DEFAULTS.of(signal);
    Double value = DEFAULTS.value(signal, readings);
    return new Reading(
        signal.name(),
        signal.label(),
        signal == Signal.LOAD ? "" : "%",
        rounded(value),
        rule.warning().enter(),
        rule.critical().enter(),
        level(value, rule));
  }

  private static @Nullable Double rounded(@Nullable Double value) {
    return value == null ? null : Double.valueOf(Math.round(value * 10) / 10.0);
  }

  private static PressureLevel level(@Nullable Double value, SignalRule rule) {
    if (value == null || value < rule.warning().enter()) {
      return PressureLevel.NORMAL;
    }
    return value < rule.critical().enter() ? PressureLevel.WARNING : PressureLevel.CRITICAL;
  }
}
