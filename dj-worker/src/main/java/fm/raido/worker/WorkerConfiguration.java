package fm.raido.worker;

import fm.raido.schemas.connection.KafkaConnection;
import fm.raido.schemas.settings.Settings;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.boot.kafka.autoconfigure.metrics.KafkaMetricsAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/**
 * Spring's part in a worker: settings from its environment, meters, health and their HTTP port. The
 * worker itself is made beside the context, see {@link StartingWorker}, with Kafka clients of its
 * own.
 */
@SpringBootApplication(
    proxyBeanMethods = false,
    exclude = {KafkaAutoConfiguration.class, KafkaMetricsAutoConfiguration.class})
class WorkerConfiguration {

  @Bean
  WorkerMeters workerMeters(MeterRegistry registry) {
    return new WorkerMeters(registry);
  }

  static Settings settings(Environment environment) {
    return new Settings(environment::getProperty);
  }

  /** How to reach the brokers: {@code spring.kafka}, as far as it is the operator's. */
  static Map<String, Object> connection(Environment environment) {
    KafkaProperties kafka =
        Binder.get(environment).bindOrCreate("spring.kafka", KafkaProperties.class);
    Map<String, Object> operators = kafka.buildConsumerProperties();
    operators.putAll(OperatorsTls.bundle(environment, kafka.getSsl().getBundle()));
    return OperatorsKafka.over(
        Worker.connection(KafkaConnection.of(settings(environment))), operators);
  }
}
