package fm.raido.system.cluster;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Sends a record to one partition every 10 ms, whatever becomes of the ones before, and notes when
 * each is acknowledged.
 */
final class SteadyProducer implements AutoCloseable {
  private static final long EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  private final KafkaProducer<byte[], byte[]> producer;
  private final Thread thread;
  private final AtomicBoolean closing = new AtomicBoolean();
  private final List<Integer> acknowledged = new ArrayList<>();
  private final List<String> failures = new ArrayList<>();
  private long lastAckNanos = System.nanoTime();
  private long longestGapNanos;

  SteadyProducer(Map<String, Object> config, String topic, int partition) {
    this.producer =
        new KafkaProducer<>(
            new HashMap<>(config), new ByteArraySerializer(), new ByteArraySerializer());
    this.thread = Thread.ofPlatform().name("steady").start(() -> run(topic, partition));
  }

  private void run(String topic, int partition) {
    long next = System.nanoTime();
    for (int n = 0; !closing.get(); n++) {
      int number = n;
      byte[] value = Integer.toString(n).getBytes(StandardCharsets.UTF_8);
      var _ =
          producer.send(
              new ProducerRecord<>(topic, partition, null, value),
              (_, failure) -> ended(number, failure));
      next += EVERY_NANOS;
      long left = next - System.nanoTime();
      if (left > 0) {
        LockSupport.parkNanos(left);
      }
    }
  }

  private synchronized void ended(int number, @Nullable Exception failure) {
    if (failure != null) {
      failures.add(number + ": " + failure);
      return;
    }
    acknowledged.add(number);
    long now = System.nanoTime();
    longestGapNanos = Math.max(longestGapNanos, now - lastAckNanos);
    lastAckNanos = now;
  }

  /** The longest time without an acknowledgement since the last call, in milliseconds. */
  synchronized long takeLongestStallMillis() {
    long gap = Math.max(longestGapNanos, System.nanoTime() - lastAckNanos);
    longestGapNanos = 0;
    return TimeUnit.NANOSECONDS.toMillis(gap);
  }

  synchronized List<Integer> acknowledged() {
    return List.copyOf(acknowledged);
  }

  synchronized int count() {
    return acknowledged.size();
  }

  synchronized List<String> failures() {
    return List.copyOf(failures);
  }

  /** Sends no more, and waits for what was sent. */
  void finish() {
    close();
  }

  @Override
  public void close() {
    closing.set(true);
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    // What a broken link still holds is not waited for.
    producer.close(Duration.ofSeconds(20));
  }
}
