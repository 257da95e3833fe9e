package fm.raido.controlroom.metrics;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** Metrics of one look, while they are gathered. For one thread. */
final class Figures {
  private final List<Supplier<MetricSnapshot>> metrics = new ArrayList<>();

  /** Takes the samples of one metric. */
  @FunctionalInterface
  interface Series {
    /**
     * One sample.
     *
     * @param labels names and values, in turns
     */
    void add(double value, String... labels);

    /** A count; exact up to 2 to the power of 53. */
    default void add(long value, String... labels) {
      add((double) value, labels);
    }

    /** 1 or 0. */
    default void add(boolean value, String... labels) {
      add(value ? 1 : 0, labels);
    }
  }

  /** A metric that goes up and down. */
  Series gauge(String name, String help) {
    GaugeSnapshot.Builder gauge = GaugeSnapshot.builder().name(name).help(help);
    metrics.add(gauge::build);
    return (value, labels) ->
        gauge.dataPoint(
            GaugeDataPointSnapshot.builder().value(value).labels(Labels.of(labels)).build());
  }

  /** A metric that only grows; its name is told without {@code _total}. */
  Series counter(String name, String help) {
    CounterSnapshot.Builder counter = CounterSnapshot.builder().name(name).help(help);
    metrics.add(counter::build);
    return (value, labels) ->
        counter.dataPoint(
            CounterDataPointSnapshot.builder().value(value).labels(Labels.of(labels)).build());
  }

  MetricSnapshots snapshots() {
    return new MetricSnapshots(metrics.stream().map(Supplier::get).toList());
  }

  /** A label's value for a constant. */
  static String label(Enum<?> value) {
    return label(value.name());
  }

  /** A label's value for a name such as {@code MEMORY_FULL}. */
  static String label(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
