package fm.raido.system.storm;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Publishes what comes in, at a pace, with {@code acks=all}, and remembers what the brokers
 * acknowledged. It reaches the brokers past all proxies: what it does is not on trial.
 */
public final class Feed implements AutoCloseable {
  private final KafkaProducer<byte[], byte[]> producer;
  private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
  private final AtomicLong sent = new AtomicLong();
  private volatile boolean closed;

  Feed(String bootstrapServers) {
    this.producer =
        new KafkaProducer<>(
            Map.ofEntries(
                Map.entry("bootstrap.servers", bootstrapServers),
                Map.entry("acks", "all"),
                Map.entry("enable.idempotence", "true"),
                Map.entry("linger.ms", "2"),
                Map.entry("request.timeout.ms", "1500"),
                Map.entry("retry.backoff.ms", "20"),
                Map.entry("reconnect.backoff.ms", "20"),
                Map.entry("reconnect.backoff.max.ms", "200"),
                Map.entry("socket.connection.setup.timeout.ms", "1000"),
                Map.entry("max.block.ms", "60000"),
                Map.entry("delivery.timeout.ms", "120000")),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  /** Ids that the brokers have acknowledged. */
  public Set<String> acknowledged() {
    return acknowledged;
  }

  /** Records sent, acknowledged or not. */
  public long sent() {
    return sent.get();
  }

  /** Sends one. */
  void send(Mix.Sent next) {
    sent.incrementAndGet();
    var _ =
        producer.send(
            next.record(), (metadata, problem) -> acknowledge(next.id(), problem == null));
  }

  private void acknowledge(@Nullable String id, boolean safe) {
    if (safe && id != null) {
      acknowledged.add(id);
    }
  }

  /**
   * Sends so many over that time, evenly; returns when they are sent, the feed is closed or the
   * thread is interrupted.
   */
  void pace(int count, Duration over, Function<Instant, Mix.Sent> next) {
    long start = System.nanoTime();
    long step = over.toNanos() / Math.max(1, count);
    for (int i = 0; i < count && !closed && !Thread.currentThread().isInterrupted(); i++) {
      long wait = start + i * step - System.nanoTime();
      if (wait > 0) {
        LockSupport.parkNanos(wait);
      }
      send(next.apply(Instant.now()));
    }
  }

  /** Waits until all that was sent is acknowledged or given up. */
  void flush() {
    producer.flush();
  }

  @Override
  public void close() {
    closed = true;
    producer.close(Duration.ofSeconds(5));
  }
}
