package fm.raido.worker;

import fm.raido.protection.gate.Gate;
import fm.raido.schemas.announcement.Outcome;
import fm.raido.schemas.announcement.OutcomeKind;
import fm.raido.schemas.protection.CallResult;
import fm.raido.schemas.protection.GateCause;
import fm.raido.schemas.settings.RaidoSettings;
import fm.raido.schemas.settings.Settings;
import fm.raido.worker.intake.Assignments;
import fm.raido.worker.intake.Flow;
import fm.raido.worker.loop.WorkerEvents;
import fm.raido.worker.settlement.SettlementResult;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/**
 * The worker's own meters; {@code docs/metrics.md} tells of each. The identity of L1 reads off them
 * for one worker's life: what it settled is the sum of {@code raido.outcomes} and {@code
 * raido.duplicates}, what it holds is {@code raido.waiting}.
 */
final class WorkerMeters implements WorkerEvents, Assignments.Standstill {
  private final Map<OutcomeKind, Timer> outcomes = new EnumMap<>(OutcomeKind.class);
  private final Map<CallResult, Timer> calls = new EnumMap<>(CallResult.class);
  private final Timer committed;
  private final Timer postponed;
  private final Timer failed;
  private final Counter duplicates;
  private final Timer arriving;
  private final Timer staying;
  private volatile Gate gate = Gate.OPEN;
  private volatile int waiting;

  WorkerMeters(MeterRegistry registry) {
    for (OutcomeKind kind : OutcomeKind.values()) {
      outcomes.put(
          kind,
          Timer.builder("raido.outcomes")
              .description("Committed outcomes, with the time since their request was appended")
              .tag("outcome", label(kind))
              .register(registry));
    }
    for (CallResult result : CallResult.values()) {
      calls.put(
          result,
          Timer.builder("raido.speech.calls")
              .description(
                  "Calls and probes of this worker to the speech host, as told to the protection log")
              .tag("result", label(result))
              .register(registry));
    }
    duplicates =
        Counter.builder("raido.duplicates")
            .description("Requests skipped as duplicates")
            .register(registry);
    committed = settlement(registry, "committed");
    postponed = settlement(registry, "postponed");
    failed = settlement(registry, "failed");
    arriving = standstill(registry, "arriving");
    staying = standstill(registry, "staying");
    Gauge.builder("raido.waiting", () -> waiting)
        .description("Requests fetched and not settled")
        .register(registry);
    for (GateCause cause : GateCause.values()) {
      Gauge.builder("raido.gate.closed", () -> gate.causes().contains(cause) ? 1 : 0)
          .description("1 while this cause closes the gate")
          .tag("cause", label(cause))
          .register(registry);
    }
  }

  /** Shows what pauses the partitions of a worker. */
  static void bind(Flow flow, MeterRegistry registry) {
    for (Flow.Pause why : Flow.Pause.values()) {
      Gauge.builder("raido.partitions", () -> flow.partitions(why))
          .description("This worker's partitions by what pauses them")
          .tag("pause", label(why))
          .register(registry);
    }
  }

  /** Shows who this worker is and what it was started to do; always 1. */
  static void info(String worker, Settings settings, MeterRegistry registry) {
    Gauge.builder("raido.worker.info", () -> 1)
        .description("Who this worker is and what it was started to do; always 1")
        .tag("worker", worker)
        .tag("provider", label(settings.get(RaidoSettings.DJ_PROVIDER)))
        .tag("voice_provider", label(settings.get(RaidoSettings.DJ_VOICE_PROVIDER)))
        .tag("fallback", label(settings.get(RaidoSettings.DJ_FALLBACK)))
        .register(registry);
  }

  private static Timer settlement(MeterRegistry registry, String result) {
    return Timer.builder("raido.settlements")
        .description("Settlements of this worker, one transaction each, by what became of them")
        .tag("result", result)
        .register(registry);
  }

  private static Timer standstill(MeterRegistry registry, String which) {
    return Timer.builder("raido.partition.standstill")
        .description(
            "How long partitions were not fetched because of the group: arriving ones until they are recovered, staying ones while others come or go")
        .tag("partition", which)
        .register(registry);
  }

  private static String label(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public void settled(Outcome outcome, Duration sinceAppend) {
    timer(outcomes, outcome.outcome())
        .record(sinceAppend.isNegative() ? Duration.ZERO : sinceAppend);
  }

  private static <K> Timer timer(Map<K, Timer> timers, K key) {
    return java.util.Objects.requireNonNull(timers.get(key));
  }

  @Override
  public void duplicate() {
    duplicates.increment();
  }

  @Override
  public void called(CallResult result, Duration took) {
    timer(calls, result).record(took);
  }

  @Override
  public void settlementEnded(SettlementResult result, Duration took) {
    Timer timer =
        switch (result) {
          case SettlementResult.Committed _ -> committed;
          case SettlementResult.Postponed _ -> postponed;
          case SettlementResult.Failed _ -> failed;
        };
    timer.record(took);
  }

  @Override
  public void arriving(int partition, Duration time) {
    arriving.record(time);
  }

  @Override
  public void staying(Collection<Integer> partitions, Duration time) {
    staying.record(time);
  }

  @Override
  public void turned(Gate current, int nowWaiting) {
    gate = current;
    waiting = nowWaiting;
  }
}
