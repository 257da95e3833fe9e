package fm.raido.worker.meters;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.util.IdentityHashMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;

/**
 * Shows the meters of Kafka clients, each from when it is opened, or from when there is a registry,
 * until it is closed. Each has a thread of its own that looks for new meters once a minute: a
 * shared one would go on looking after the client's end, and bring the meters back. Clients that
 * read a partition back and are gone are not worth it. Safe for use by any thread.
 */
public final class KafkaMeters implements MeterBinder, AutoCloseable {
  private final IdentityHashMap<Object, KafkaClientMetrics> clients = new IdentityHashMap<>();

  private @Nullable MeterRegistry registry;
  private boolean closed;

  /** A consumer was made. */
  public void opened(Consumer<?, ?> consumer) {
    add(consumer, new KafkaClientMetrics(consumer));
  }

  /** A producer was made. */
  public void opened(Producer<?, ?> producer) {
    add(producer, new KafkaClientMetrics(producer));
  }

  private synchronized void add(Object client, KafkaClientMetrics meters) {
    if (closed) {
      meters.close();
      return;
    }
    clients.put(client, meters);
    if (registry != null) {
      meters.bindTo(registry);
    }
  }

  /** That client is about to be closed; one that was never opened here is of no interest. */
  public synchronized void closed(Object client) {
    KafkaClientMetrics meters = clients.remove(client);
    if (meters != null) {
      meters.close();
    }
  }

  /** Shows what is open, and from now on what will be. */
  @Override
  public synchronized void bindTo(MeterRegistry to) {
    registry = to;
    clients.values().forEach(meters -> meters.bindTo(to));
  }

  @Override
  public synchronized void close() {
    closed = true;
    clients.values().forEach(KafkaClientMetrics::close);
    clients.clear();
  }
}
