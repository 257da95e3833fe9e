package fm.raido.worker;

import static org.assertj.core.api.Assertions.assertThat;

import fm.raido.schemas.settings.Settings;
import fm.raido.testkit.metrics.Exposition;
import fm.raido.testkit.metrics.MetricsDocument;
import fm.raido.worker.intake.Flow;
import fm.raido.worker.settlement.Batch;
import fm.raido.worker.settlement.SettlementResult;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WorkerMetersTest {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final WorkerMeters meters = new WorkerMeters(registry);
  private final Flow flow = new Flow();

  @Test
  void areThoseOfTheDocument() throws IOException {
    WorkerMeters.bind(flow, registry);
    WorkerMeters.info("worker-1", new Settings(name -> null), registry);
    assertThat(Exposition.ours(registry.scrape()))
        .isEqualTo(MetricsDocument.ofThisTree().of("dj-worker"));
  }

  @Test
  void countSettlementsByWhatBecameOfThem() {
    Batch batch = new Batch(List.of());
    meters.settlementEnded(
        new SettlementResult.Committed(batch, java.util.Set.of()), Duration.ofMillis(4));
    meters.settlementEnded(new SettlementResult.Postponed(batch, "moved"), Duration.ofMillis(8));
    meters.settlementEnded(
        new SettlementResult.Failed(batch, Map.of(), "no", false), Duration.ofMillis(16));
    assertThat(registry.scrape())
        .contains("raido_settlements_seconds_sum{result=\"committed\"} 0.004")
        .contains("raido_settlements_seconds_sum{result=\"postponed\"} 0.008")
        .contains("raido_settlements_seconds_sum{result=\"failed\"} 0.016");
  }

  @Test
  void tellWhatPausesThePartitions() {
    WorkerMeters.bind(flow, registry);
    flow.gateClosed(false);
    flow.assigned(0, 1);
    flow.assigned(1, 2);
    flow.recovered(1, 2);
    assertPartitions(1, 0, 1);
    flow.gateClosed(true);
    assertPartitions(1, 1, 0);
    flow.left(0);
    assertPartitions(0, 1, 0);
  }

  private void assertPartitions(int recovering, int gateClosed, int none) {
    assertThat(registry.scrape())
        .contains("raido_partitions{pause=\"recovering\"} " + recovering)
        .contains("raido_partitions{pause=\"gate_closed\"} " + gateClosed)
        .contains("raido_partitions{pause=\"none\"} " + none);
  }

  @Test
  void tellWhatTheWorkerWasStartedToDo() {
    Map<String, String> given = Map.of("DJ_VOICE_PROVIDER", "templates");
    WorkerMeters.info("worker-1", new Settings(given::get), registry);
    assertThat(registry.scrape())
        .contains(
            "raido_worker_info{fallback=\"templates\",provider=\"kokoro\",voice_provider=\"templates\",worker=\"worker-1\"} 1");
  }
}
