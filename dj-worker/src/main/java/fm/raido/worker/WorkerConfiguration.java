package fm.raido.worker;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.metrics.KafkaMetricsAutoConfiguration;
import org.springframework.context.annotation.Bean;

/**
 * Spring's part in a worker: settings from its environment, meters, health and their HTTP port. The
 * worker itself is made beside it, see {@link StartingWorker}, with clients of its own.
 */
@SpringBootApplication(
    proxyBeanMethods = false,
    exclude = {KafkaAutoConfiguration.class, KafkaMetricsAutoConfiguration.class})
class WorkerConfiguration {

  @Bean
  WorkerMeters workerMeters(MeterRegistry registry) {
    return new WorkerMeters(registry);
  }
}
