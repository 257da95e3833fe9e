package fm.raido.producer;

import fm.raido.producer.guard.StormGuard;
import fm.raido.producer.history.AnnouncementMemory;
import fm.raido.producer.history.HistoryConsumers;
import fm.raido.producer.history.HistoryReader;
import fm.raido.producer.hook.AzuraCastController;
import fm.raido.producer.http.HttpConfiguration;
import fm.raido.producer.intake.Intake;
import fm.raido.producer.intake.IntakeTally;
import fm.raido.producer.publish.KafkaRequestPublisher;
import fm.raido.producer.publish.PublisherSettings;
import fm.raido.producer.publish.RequestPublisher;
import fm.raido.producer.start.ProducerSettings;
import fm.raido.producer.tracing.TracedPublisher;
import fm.raido.schemas.settings.Settings;
import fm.raido.traces.Traces;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.core.MicrometerConsumerListener;
import org.springframework.kafka.core.MicrometerProducerListener;

/** How the producer is put together. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({HttpConfiguration.class, AzuraCastController.class})
class ProducerConfiguration {
  /** The memory's own bound in time; what is older answers nobody. */
  private static final Duration LOOK_BACK = Duration.ofHours(24);

  @Bean
  ProducerSettings producerSettings(Environment environment) {
    return ProducerSettings.of(new Settings(environment::getProperty));
  }

  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }

  @Bean
  IntakeTally intakeTally(MeterRegistry registry) {
    return new MicrometerIntakeTally(registry);
  }

  @Bean
  AnnouncementMemory announcementMemory() {
    return AnnouncementMemory.ofOneDay();
  }

  @Bean
  StormGuard stormGuard(ProducerSettings settings, AnnouncementMemory memory) {
    return new StormGuard(settings.cooldown(), memory);
  }

  @Bean
  DefaultKafkaProducerFactory<byte[], byte[]> producerFactory(
      ProducerSettings settings, MeterRegistry registry) {
    DefaultKafkaProducerFactory<byte[], byte[]> factory =
        PublisherSettings.factory(settings.kafka());
    factory.addListener(new MicrometerProducerListener<>(registry));
    return factory;
  }

  @Bean
  KafkaTemplate<byte[], byte[]> kafkaTemplate(DefaultKafkaProducerFactory<byte[], byte[]> factory) {
    return PublisherSettings.template(factory);
  }

  @Bean
  Traces traces(Environment environment) {
    return Traces.of(new Settings(environment::getProperty), "raido-producer");
  }

  @Bean
  RequestPublisher requestPublisher(
      KafkaTemplate<byte[], byte[]> template, Traces traces, Clock clock) {
    return TracedPublisher.of(new KafkaRequestPublisher(template, "/producer"), traces, clock);
  }

  @Bean(initMethod = "start")
  HistoryReader historyReader(
      ProducerSettings settings,
      AnnouncementMemory memory,
      StormGuard guard,
      Clock clock,
      MeterRegistry registry) {
    return new HistoryReader(
        HistoryConsumers.of(
            settings.kafka(), "raido-producer-history", new MicrometerConsumerListener<>(registry)),
        memory,
        (request, at) -> guard.seen(request, at, clock.instant()),
        LOOK_BACK,
        clock);
  }

  @Bean
  Intake intake(
      ProducerSettings settings,
      StormGuard guard,
      RequestPublisher publisher,
      IntakeTally tally,
      Clock clock) {
    return new Intake(settings.stations(), guard, publisher, tally, clock);
  }
}
