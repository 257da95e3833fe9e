package fm.raido.agent.metrics;

import fm.raido.agent.publish.Pulse;
import fm.raido.protection.pressure.PressureState;
import fm.raido.protection.pressure.Readings;
import fm.raido.protection.pressure.Signal;
import fm.raido.schemas.protection.PressureLevel;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Instant;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The metrics by name. A reading that is not known is not given, so that no rule takes it for calm.
 */
final class AgentMeters {
  private final PrometheusRegistry registry;
  private final Vitals vitals;

  private AgentMeters(PrometheusRegistry registry, Vitals vitals) {
    this.registry = registry;
    this.vitals = vitals;
  }

  static void register(PrometheusRegistry registry, Vitals vitals) {
    AgentMeters meters = new AgentMeters(registry, vitals);
    meters.readings();
    meters.levels();
    meters.beats();
    meters.counter(
        "raido_agent_refused_looks_total",
        "Looks of which a reading was refused as nonsense.",
        vitals::refusedLooks);
    meters.counter(
        "raido_agent_late_samples_total",
        "Samples that came over 50 ms after their time.",
        vitals::lateSamples);
  }

  private void readings() {
    gauge(
        "raido_agent_use_ratio",
        "Use of a resource, 0 to 1.",
        new String[] {"resource"},
        gauge -> {
          Readings readings = latest();
          percent(gauge, readings == null ? null : readings.cpuPercent(), "cpu");
          percent(gauge, readings == null ? null : readings.memoryPercent(), "memory");
        });
    gauge(
        "raido_agent_stall_ratio",
        "Share of the last 250 ms in which tasks waited for a resource, 0 to 1:"
            + " cpu some, memory full, io full.",
        new String[] {"resource"},
        gauge -> {
          Readings readings = latest();
          percent(gauge, readings == null ? null : readings.psiCpuSome(), "cpu");
          percent(gauge, readings == null ? null : readings.psiMemoryFull(), "memory");
          percent(gauge, readings == null ? null : readings.psiIoFull(), "io");
        });
    gauge(
        "raido_agent_load1",
        "Load average over one minute.",
        new String[0],
        gauge -> {
          Readings readings = latest();
          Double load = readings == null ? null : readings.load1();
          if (load != null) {
            gauge.call(load);
          }
        });
  }

  private void levels() {
    gauge(
        "raido_agent_level",
        "Level of the host: 0 normal, 1 warning, 2 critical.",
        new String[] {"host"},
        gauge -> {
          PressureState state = state();
          if (state != null) {
            gauge.call(number(state.level()), vitals.host());
          }
        });
    gauge(
        "raido_agent_signal_level",
        "Level of one signal: 0 normal, 1 warning, 2 critical.",
        new String[] {"signal"},
        gauge -> {
          PressureState state = state();
          if (state == null) {
            return;
          }
          for (Signal signal : Signal.values()) {
            if (!state.signal(signal).isUnknown()) {
              gauge.call(
                  number(state.signal(signal).level()), signal.name().toLowerCase(Locale.ROOT));
            }
          }
        });
  }

  private void beats() {
    CounterWithCallback.builder()
        .name("raido_agent_beats_total")
        .help("Beats for the protection log, by what became of them.")
        .labelNames("result")
        .callback(counter -> {
          counter.call((double) vitals.beats().confirmed(), "confirmed");
          counter.call((double) vitals.beats().failed(), "failed");
        })
        .register(registry);
    gauge(
        "raido_agent_last_confirmed_beat_timestamp_seconds",
        "When the brokers confirmed a beat last, on this host's clock.",
        new String[0],
        gauge -> {
          Instant at = vitals.beats().confirmedAt();
          if (at != null) {
            gauge.call(at.toEpochMilli() / 1_000.0);
          }
        });
  }

  private void counter(String name, String help, LongSupplier value) {
    CounterWithCallback.builder()
        .name(name)
        .help(help)
        .callback(counter -> counter.call((double) value.getAsLong()))
        .register(registry);
  }

  private void gauge(
      String name, String help, String[] labels, Consumer<GaugeWithCallback.Callback> value) {
    GaugeWithCallback.builder()
        .name(name)
        .help(help)
        .labelNames(labels)
        .callback(value)
        .register(registry);
  }

  private static double number(PressureLevel level) {
    return switch (level) {
      case NORMAL, GOING_AWAY -> 0;
      case WARNING -> 1;
      case CRITICAL -> 2;
    };
  }

  private static void percent(
      GaugeWithCallback.Callback gauge, @Nullable Double percent, String resource) {
    if (percent != null) {
      gauge.call(percent / 100, resource);
    }
  }

  private @Nullable Readings latest() {
    Pulse pulse = vitals.latest();
    return pulse == null ? null : pulse.readings();
  }

  private @Nullable PressureState state() {
    Pulse pulse = vitals.latest();
    return pulse == null ? null : pulse.state();
  }
}
