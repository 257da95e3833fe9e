package fm.raido.controlroom.metrics;

import fm.raido.controlroom.watch.ClientMeters;
import fm.raido.controlroom.watch.RoomModel;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmInfoMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The registry, with the meters that Spring Boot would give other programs. */
@Configuration(proxyBeanMethods = false)
public class MetricsConfiguration {

  @Bean(destroyMethod = "close")
  JvmGcMetrics jvmGcMetrics() {
    return new JvmGcMetrics();
  }

  @Bean(destroyMethod = "close")
  PrometheusMeterRegistry meterRegistry(RoomModel model, JvmGcMetrics collections) {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    registry.getPrometheusRegistry().register(new ClusterMetrics(model::reckoning));
    List.<MeterBinder>of(
            collections,
            new ClassLoaderMetrics(),
            new JvmInfoMetrics(),
            new JvmMemoryMetrics(),
            new JvmThreadMetrics(),
            new FileDescriptorMetrics(),
            new ProcessorMetrics(),
            new UptimeMetrics())
        .forEach(meters -> meters.bindTo(registry));
    return registry;
  }

  @Bean
  ClientMeters clientMeters(MeterRegistry registry) {
    return client -> {
      KafkaClientMetrics meters = new KafkaClientMetrics(client);
      meters.bindTo(registry);
      return meters::close;
    };
  }
}
