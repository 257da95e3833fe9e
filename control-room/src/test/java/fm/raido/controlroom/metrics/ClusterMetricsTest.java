package fm.raido.controlroom.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import fm.raido.controlroom.room.Reckoning;
import fm.raido.controlroom.room.Reckoning.Settled;
import fm.raido.controlroom.room.Room;
import fm.raido.controlroom.room.SampleTest;
import fm.raido.schemas.announcement.OutcomeKind;
import fm.raido.testkit.metrics.Exposition;
import fm.raido.testkit.metrics.MetricsDocument;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ClusterMetricsTest {
  private static final Map<Integer, Settled> SETTLED =
      Map.of(0, new Settled(122, 2), 1, new Settled(77, 0));
  private static final Map<OutcomeKind, Long> OUTCOMES = Map.of(OutcomeKind.SPOKEN, 41L);

  @Test
  void areThoseOfTheDocument() throws IOException {
    assertThat(Exposition.ours(scrape(SampleTest.room(), true)))
        .isEqualTo(MetricsDocument.ofThisTree().of("control-room"));
  }

  @Test
  void tellWhatTheSampleShows() {
    assertThat(lines(SampleTest.room(), true))
        .contains(
            "raido_cluster_readable 1.0",
            "raido_cluster_on_air 0.0",
            "raido_cluster_quiet{cause=\"breaker_open\"} 1.0",
            "raido_cluster_quiet{cause=\"operator\"} 0.0",
            "raido_cluster_workers 2.0",
            "raido_cluster_breaker{state=\"open\"} 1.0",
            "raido_cluster_breaker{state=\"closed\"} 0.0",
            "raido_cluster_calls_last_minute 0.0",
            "raido_cluster_calls_last_minute_limit 5.0",
            "raido_cluster_calls_in_flight 1.0",
            "raido_cluster_calls_in_flight_limit 1.0",
            "raido_cluster_oldest_wait_seconds 138.12",
            "raido_cluster_waiting{partition=\"0\"} 9.0",
            "raido_cluster_lag{partition=\"0\"} 11.0",
            "raido_cluster_paused{partition=\"1\"} 1.0",
            "raido_cluster_paused{partition=\"2\"} 0.0",
            "raido_cluster_requests_total{partition=\"0\"} 131.0",
            "raido_cluster_settled_total{partition=\"0\"} 122.0",
            "raido_cluster_duplicates_total{partition=\"0\"} 2.0",
            "raido_cluster_outcomes_total{outcome=\"spoken\"} 41.0",
            "raido_cluster_outcomes_total{outcome=\"expired\"} 0.0",
            "raido_cluster_dead_letters{reason=\"exhausted\"} 6.0",
            "raido_cluster_dead_letters{reason=\"lost\"} 0.0",
            "raido_cluster_dead_letters{reason=\"foreign\"} 0.0",
            "raido_cluster_host_level{host=\"kokoro-host\",service=\"kokoro\"} 1.0",
            "raido_cluster_host_silent{host=\"kokoro-host\",service=\"kokoro\"} 0.0",
            "raido_cluster_host_signal_ratio{host=\"kokoro-host\",service=\"kokoro\",signal=\"memory_full\"} 0.0375",
            "raido_cluster_host_signal_warning_ratio{host=\"kokoro-host\",service=\"kokoro\",signal=\"load\"} 0.5")
        .as("a reading that was not taken")
        .noneMatch(line ->
            line.startsWith("raido_cluster_host_signal_ratio") && line.contains("\"load\""));
  }

  @Test
  void sayNothingElseWhileThePictureIsNotWhole() {
    assertThat(lines(silentSince(null, false), true)).containsExactly("raido_cluster_readable 0.0");
    assertThat(lines(silentSince(Instant.EPOCH, true), true))
        .containsExactly("raido_cluster_readable 0.0");
  }

  @Test
  void tellOfNoDeadLettersBeforeTheyAreRead() {
    assertThat(lines(SampleTest.room(), false))
        .contains("raido_cluster_readable 1.0")
        .noneMatch(line -> line.startsWith("raido_cluster_dead_letters"));
  }

  private static Room silentSince(@Nullable Instant since, boolean loaded) {
    Room room = SampleTest.room();
    return SampleTest.changed(room, loaded, since, room.onAir());
  }

  private static List<String> lines(Room room, boolean lettersRead) {
    return scrape(room, lettersRead).lines().filter(line -> !line.startsWith("#")).toList();
  }

  private static String scrape(Room room, boolean lettersRead) {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    registry
        .getPrometheusRegistry()
        .register(new ClusterMetrics(() -> new Reckoning(room, lettersRead, SETTLED, OUTCOMES)));
    return registry.scrape();
  }
}
