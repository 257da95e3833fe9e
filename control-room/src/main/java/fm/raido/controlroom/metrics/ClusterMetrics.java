package fm.raido.controlroom.metrics;

import fm.raido.controlroom.room.Backlog;
import fm.raido.controlroom.room.Backlog.PartitionState;
import fm.raido.controlroom.room.BreakerState;
import fm.raido.controlroom.room.Cause;
import fm.raido.controlroom.room.RateBudget;
import fm.raido.controlroom.room.Reckoning;
import fm.raido.controlroom.room.Room;
import fm.raido.controlroom.room.WorkerState;
import fm.raido.schemas.announcement.OutcomeKind;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * The metrics of the cluster, all of one look. What is not known is not given, so that no rule
 * takes it for calm: while the picture is not whole or the brokers are silent, there is nothing but
 * {@code raido_cluster_readable}, and that is 0. {@code docs/metrics.md} tells of each.
 */
public final class ClusterMetrics implements MultiCollector {
  private final Supplier<Reckoning> looks;

  /** Looks whenever somebody scrapes. */
  public ClusterMetrics(Supplier<Reckoning> looks) {
    this.looks = looks;
  }

  @Override
  public MetricSnapshots collect() {
    return of(looks.get());
  }

  static MetricSnapshots of(Reckoning reckoning) {
    Figures figures = new Figures();
    figures
        .gauge(
            "raido_cluster_readable", "1 while all topics have been read and the brokers answer.")
        .add(reckoning.isReadable());
    if (reckoning.isReadable()) {
      gate(figures, reckoning.room());
      breaker(figures, reckoning.room().breaker());
      rate(figures, reckoning.room());
      backlog(figures, reckoning.room());
      counts(figures, reckoning);
      if (reckoning.lettersRead()) {
        LetterMetrics.add(figures, reckoning.room().letters());
      }
      HostMetrics.add(figures, reckoning.room().hosts());
    }
    return figures.snapshots();
  }

  private static void gate(Figures figures, Room room) {
    figures
        .gauge("raido_cluster_on_air", "1 while speech may be asked for and there is a worker.")
        .add(room.onAir());
    Figures.Series quiet =
        figures.gauge("raido_cluster_quiet", "1 while nothing is spoken for this cause.");
    for (Cause.Kind kind : Cause.Kind.values()) {
      quiet.add(
          room.causes().stream().anyMatch(cause -> cause.cause() == kind),
          "cause",
          Figures.label(kind));
    }
    figures
        .gauge("raido_cluster_workers", "Members of the workers' group.")
        .add(room.workers().stream().filter(WorkerState::inGroup).count());
  }

  private static void breaker(Figures figures, BreakerState breaker) {
    Figures.Series states =
        figures.gauge("raido_cluster_breaker", "1 for the state that the cluster's breaker is in.");
    for (BreakerState.State state : BreakerState.State.values()) {
      states.add(breaker.state() == state, "state", Figures.label(state));
    }
  }

  private static void rate(Figures figures, Room room) {
    RateBudget rate = room.rate();
    figures
        .gauge("raido_cluster_calls_last_minute", "Calls granted in the last 60 s.")
        .add(rate.used());
    figures
        .gauge(
            "raido_cluster_calls_last_minute_limit",
            "How many may be granted in 60 s now, ramp and warning reckoned in.")
        .add(rate.limit());
    figures
        .gauge("raido_cluster_calls_in_flight", "Calls that may be on their way.")
        .add(room.calls().size());
    figures
        .gauge("raido_cluster_calls_in_flight_limit", "How many may be on their way at one time.")
        .add(rate.inFlightLimit());
  }

  private static void backlog(Figures figures, Room room) {
    Backlog backlog = room.backlog();
    Instant oldest = backlog.oldestSince();
    figures
        .gauge(
            "raido_cluster_oldest_wait_seconds",
            "How long the oldest request without an outcome has waited; 0 where none waits.")
        .add(oldest == null ? 0 : Duration.between(oldest, room.at()).toMillis() / 1_000.0);
    Figures.Series waiting = figures.gauge("raido_cluster_waiting", "Requests without an outcome.");
    Figures.Series lag =
        figures.gauge(
            "raido_cluster_lag",
            "Records from the committed offset to the end, settled ones above it included.");
    Figures.Series paused =
        figures.gauge(
            "raido_cluster_paused", "1 while something keeps the owner from asking for speech.");
    Figures.Series requests =
        figures.counter("raido_cluster_requests", "Records ever appended, as offsets count them.");
    for (PartitionState partition : backlog.partitions()) {
      String number = Integer.toString(partition.partition());
      waiting.add(partition.waiting(), "partition", number);
      lag.add(partition.lag(), "partition", number);
      paused.add(!partition.pausedBy().isEmpty(), "partition", number);
      requests.add(partition.end(), "partition", number);
    }
  }

  private static void counts(Figures figures, Reckoning reckoning) {
    Figures.Series settled =
        figures.counter(
            "raido_cluster_settled", "Requests that the workers' commits say are settled.");
    Figures.Series duplicates =
        figures.counter(
            "raido_cluster_duplicates", "Those of them that were skipped as duplicates.");
    Map<Integer, Reckoning.Settled> byPartition = new TreeMap<>(reckoning.settled());
    byPartition.forEach((partition, counts) -> {
      settled.add(counts.records(), "partition", Integer.toString(partition));
      duplicates.add(counts.duplicates(), "partition", Integer.toString(partition));
    });
    Figures.Series outcomes =
        figures.counter(
            "raido_cluster_outcomes", "Outcomes read since this control room has read the topics.");
    for (OutcomeKind kind : OutcomeKind.values()) {
      outcomes.add(reckoning.outcomes().getOrDefault(kind, 0L), "outcome", Figures.label(kind));
    }
  }
}
