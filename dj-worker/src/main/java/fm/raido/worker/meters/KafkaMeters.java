package fm.raido.worker.meters;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.util.IdentityHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;

/**
 * Shows the meters of Kafka clients, each from when it is opened, or from when there is a registry,
 * until it is closed; on a thread of its own, so that no start and no settlement waits for them.
 * Each client's have another one that looks for new meters once a minute: a shared one would go on
 * looking after the client's end, and bring its meters back. Clients that read a partition back and
 * are gone are not worth it. Safe for use by any thread.
 */
public final class KafkaMeters implements MeterBinder, AutoCloseable {
  private final Executor thread;

  // Touched on that thread alone.
  private final IdentityHashMap<Object, KafkaClientMetrics> clients = new IdentityHashMap<>();
  private @Nullable MeterRegistry registry;

  /** Shows nothing yet. */
  public KafkaMeters() {
    this(
        Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("raido-kafka-meters").daemon().factory()));
  }

  KafkaMeters(Executor thread) {
    this.thread = thread;
  }

  /** A consumer was made. */
  public void opened(Consumer<?, ?> consumer) {
    execute(() -> add(consumer, new KafkaClientMetrics(consumer)));
  }

  /** A producer was made. */
  public void opened(Producer<?, ?> producer) {
    execute(() -> add(producer, new KafkaClientMetrics(producer)));
  }

  private void add(Object client, KafkaClientMetrics meters) {
    clients.put(client, meters);
    if (registry != null) {
      meters.bindTo(registry);
    }
  }

  /** That client is about to be closed; one that was never opened here is of no interest. */
  public void closed(Object client) {
    execute(() -> {
      KafkaClientMetrics meters = clients.remove(client);
      if (meters != null) {
        meters.close();
      }
    });
  }

  /** Shows what is open, and from now on what will be. */
  @Override
  public void bindTo(MeterRegistry to) {
    execute(() -> {
      registry = to;
      clients.values().forEach(meters -> meters.bindTo(to));
    });
  }

  /** What is told after the end is of no interest. */
  private void execute(Runnable task) {
    try {
      thread.execute(task);
    } catch (RejectedExecutionException e) {
      return;
    }
  }

  @Override
  public void close() {
    execute(() -> {
      clients.values().forEach(KafkaClientMetrics::close);
      clients.clear();
    });
    if (thread instanceof ExecutorService service) {
      service.shutdown();
    }
  }
}
