package fm.raido.worker;

import fm.raido.schemas.settings.RaidoSettings;
import fm.raido.schemas.settings.Settings;
import fm.raido.worker.audio.StoreFailed;
import fm.raido.worker.fallback.WrongTemplate;
import io.github.resilience4j.micrometer.tagged.TaggedCircuitBreakerMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/**
 * Spring's part in a worker: settings from its environment, Kafka's client settings, meters and
 * health.
 */
@SpringBootApplication(proxyBeanMethods = false)
class WorkerConfiguration {

  @Bean
  Settings settings(Environment environment) {
    return new Settings(environment::getProperty);
  }

  @Bean
  WorkerMeters workerMeters(MeterRegistry registry) {
    return new WorkerMeters(registry);
  }

  @Bean
  Fatal fatal() {
    return new Fatal();
  }

  @Bean(destroyMethod = "close")
  Worker worker(
      Settings settings,
      KafkaProperties kafka,
      WorkerMeters meters,
      Fatal fatal,
      MeterRegistry registry)
      throws StoreFailed, WrongTemplate {
    Map<String, Object> operators = new HashMap<>(kafka.buildConsumerProperties());
    operators.keySet().removeIf(WorkerConfiguration::isOurs);
    Map<String, Object> connection =
        new HashMap<>(Worker.connection(settings.get(RaidoSettings.KAFKA_BOOTSTRAP_SERVERS)));
    connection.putAll(operators);
    Worker worker = new Worker(settings, connection, meters, fatal::report);
    TaggedCircuitBreakerMetrics.ofCircuitBreakerRegistry(worker.road().registry()).bindTo(registry);
    return worker;
  }

  /** What only the worker itself may set; the rest (security, DNS, times, …) is the operator's. */
  private static boolean isOurs(String name) {
    return name.endsWith(".deserializer")
        || name.equals(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG)
        || name.startsWith("group.")
        || name.startsWith("isolation.");
  }
}
