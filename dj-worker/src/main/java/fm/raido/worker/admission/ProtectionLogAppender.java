package fm.raido.worker.admission;

import fm.raido.schemas.connection.Refusals;
import fm.raido.schemas.protection.ProtectionRecord;
import fm.raido.schemas.wire.RaidoRecords;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Appends to the protection log, in order, acknowledged by all replicas, on a thread of its own: a
 * send may block for metadata, and the event loop must not. No transactions, so that nobody's open
 * one can hold the log up.
 */
public final class ProtectionLogAppender implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ProtectionLogAppender.class);

  /**
   * Longer than a lease is of no use: what a lost end would have said is known by then from the
   * lease's own end.
   */
  private static final int DELIVERY_MILLIS = 30_000;

  private final BlockingQueue<ProtectionRecord> queue = new LinkedBlockingQueue<>();
  private final Producer<byte[], byte[]> producer;
  private final String source;
  private final Clock clock;
  private final Refusals refusals = new Refusals();
  private final Thread thread;
  private volatile boolean closing;

  public ProtectionLogAppender(Map<String, Object> connection, String worker, Clock clock) {
    this.producer =
        new KafkaProducer<>(
            config(connection, worker), new ByteArraySerializer(), new ByteArraySerializer());
    this.source = "/dj-worker/" + worker;
    this.clock = clock;
    this.thread = Thread.ofPlatform().name("raido-protection-append").daemon().unstarted(this::run);
  }

  static Map<String, Object> config(Map<String, Object> connection, String worker) {
    Map<String, Object> config = new HashMap<>(connection);
    config.put(ProducerConfig.CLIENT_ID_CONFIG, worker + "-protection");
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 5_000);
    config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_MILLIS);
    // Kafka refuses a producer that waits longer for one answer than for the delivery.
    config.computeIfPresent(
        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
        (name, millis) -> Math.min(Integer.parseInt(millis.toString().strip()), DELIVERY_MILLIS));
    return config;
  }

  public void start() {
    thread.start();
  }

  /** Its producer, for that one's meters. */
  public Producer<?, ?> client() {
    return producer;
  }

  /** Appends it when its turn comes; never waits. */
  public void append(ProtectionRecord record) {
    queue.add(record);
  }

  /** Sends what is queued, for at most 3 s, and stops. */
  @Override
  public void close() {
    closing = true;
    if (thread.getState() != Thread.State.NEW) {
      try {
        thread.join(Duration.ofSeconds(3));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      thread.interrupt();
    }
    producer.close(Duration.ofSeconds(2));
  }

  private void run() {
    try {
      while (!(closing && queue.isEmpty())) {
        ProtectionRecord next = queue.poll(50, java.util.concurrent.TimeUnit.MILLISECONDS);
        if (next != null) {
          send(next);
        }
      }
    } catch (InterruptedException | InterruptException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void send(ProtectionRecord record) {
    try {
      var _ =
          producer.send(
              RaidoRecords.protection(record, source, clock.instant()),
              (metadata, failure) -> {
                if (failure != null) {
                  tell(record, failure);
                }
              });
    } catch (InterruptException e) {
      throw e;
    } catch (KafkaException e) {
      tell(record, e);
    }
  }

  private void tell(ProtectionRecord record, Exception failure) {
    if (refusals.isNews(failure, System.nanoTime())) {
      LOG.warn("{} did not reach the protection log: {}", record, failure.toString());
    }
  }
}
