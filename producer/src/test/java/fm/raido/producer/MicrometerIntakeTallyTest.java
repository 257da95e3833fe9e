package fm.raido.producer;

import static org.assertj.core.api.Assertions.assertThat;

import fm.raido.producer.intake.IntakeTally;
import fm.raido.testkit.metrics.Exposition;
import fm.raido.testkit.metrics.MetricsDocument;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class MicrometerIntakeTallyTest {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

  @Test
  void countsWhatTheDocumentTellsOf() throws IOException {
    IntakeTally tally = new MicrometerIntakeTally(registry);
    tally.duplicate();
    assertThat(registry.scrape()).contains("raido_intake_duplicates_total 1.0");
    assertThat(Exposition.ours(registry.scrape()))
        .isEqualTo(MetricsDocument.ofThisTree().of("producer"));
  }
}
