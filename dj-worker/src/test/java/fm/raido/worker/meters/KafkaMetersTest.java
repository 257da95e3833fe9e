package fm.raido.worker.meters;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Map;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.KafkaMetric;
import org.apache.kafka.common.metrics.MetricConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Time;
import org.junit.jupiter.api.Test;

class KafkaMetersTest {
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final KafkaMeters meters = new KafkaMeters(Runnable::run);

  private static MockProducer<byte[], byte[]> producer(String clientId) {
    MockProducer<byte[], byte[]> producer =
        new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    MetricName name =
        new MetricName("record-send-total", "producer-metrics", "", Map.of("client-id", clientId));
    Metric metric =
        new KafkaMetric(new Object(), name, (_, _) -> 7, new MetricConfig(), Time.SYSTEM);
    producer.setMockMetrics(name, metric);
    return producer;
  }

  private Iterable<String> shown() {
    return registry.getMeters().stream()
        .map(Meter::getId)
        .filter(id -> id.getName().equals("kafka.producer.record.send.total"))
        .map(id -> String.valueOf(id.getTag("client.id")))
        .sorted()
        .toList();
  }

  @Test
  void showsWhatWasOpenedBeforeThereWasARegistryAndAfterIt() {
    meters.opened(producer("early"));
    meters.bindTo(registry);
    meters.opened(producer("late"));
    assertThat(shown()).containsExactly("early", "late");
  }

  @Test
  void showsNoClientThatWasClosed() {
    MockProducer<byte[], byte[]> first = producer("first");
    meters.bindTo(registry);
    meters.opened(first);
    meters.opened(producer("second"));
    meters.closed(first);
    meters.closed(producer("never opened"));
    assertThat(shown()).containsExactly("second");
  }

  @Test
  void showsNothingAfterTheEnd() {
    KafkaMeters ended = new KafkaMeters();
    ended.close();
    ended.bindTo(registry);
    ended.opened(producer("too late"));
    assertThat(shown()).isEmpty();
    meters.bindTo(registry);
    meters.opened(producer("in time"));
    meters.close();
    assertThat(shown()).isEmpty();
  }
}
