package fm.raido.controlroom.watch;

import fm.raido.schemas.connection.Refusals;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Follows topics on a thread of its own; when Kafka goes away it waits and begins again. */
final class Tail implements AutoCloseable {
  /** Clients may hold records back for as long as a poll lasts. */
  static final Duration POLL = Duration.ofMillis(100);

  private static final Logger LOG = LoggerFactory.getLogger(Tail.class);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
  private static final Duration STOP = Duration.ofSeconds(3);

  /** Several tails have one and the same name and password. */
  private static final Refusals REFUSALS = new Refusals();

  private final String name;
  private final Supplier<Consumer<byte[], byte[]>> consumers;
  private final ClientMeters meters;
  private final Follower follower;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;
  private volatile Map<TopicPartition, Long> positions = Map.of();

  /** What is done with a consumer. */
  @FunctionalInterface
  interface Follower {
    /**
     * Follows until the tail is closing, or what is there has to be read anew; may throw what Kafka
     * throws, and is called again with another consumer.
     */
    void follow(Consumer<byte[], byte[]> consumer, Tail tail) throws InterruptedException;
  }

  Tail(
      String name,
      Supplier<Consumer<byte[], byte[]>> consumers,
      ClientMeters meters,
      Follower follower) {
    this.name = name;
    this.consumers = consumers;
    this.meters = meters;
    this.follower = follower;
    this.thread = Thread.ofPlatform().name("raido-room-" + name).daemon().unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  boolean isClosing() {
    return closed.getCount() == 0;
  }

  /**
   * All before the consumer's positions has been told. Of a partition that is paused no more is
   * wanted: it counts as read.
   */
  void told(Consumer<byte[], byte[]> consumer) {
    Map<TopicPartition, Long> now = new HashMap<>();
    Set<TopicPartition> paused = consumer.paused();
    for (TopicPartition partition : consumer.assignment()) {
      now.put(
          partition, paused.contains(partition) ? Long.MAX_VALUE : consumer.position(partition));
    }
    positions = Map.copyOf(now);
  }

  /** How far each partition has been told; empty while nothing is read. */
  Map<TopicPartition, Long> positions() {
    return positions;
  }

  /** Waits a while, or until the tail closes. */
  void pause(Duration time) throws InterruptedException {
    closed.await(time.toNanos(), TimeUnit.NANOSECONDS);
  }

  private void run() {
    try {
      while (!isClosing()) {
        once();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void once() throws InterruptedException {
    try (Consumer<byte[], byte[]> consumer = consumers.get();
        ClientMeters.Shown _ = meters.show(consumer)) {
      follow(consumer);
    } catch (KafkaException e) {
      if (REFUSALS.isNews(e, System.nanoTime())) {
        LOG.warn("Control room: {} is not read, tried again: {}", name, e.toString());
      }
      pause(Refusals.isOne(e) ? Refusals.PAUSE : AFTER_FAILURE);
    } catch (RuntimeException e) {
      LOG.error("Control room: a fault of this program; {} is read again", name, e);
      pause(AFTER_FAILURE);
    }
  }

  private void follow(Consumer<byte[], byte[]> consumer) throws InterruptedException {
    try {
      follower.follow(consumer, this);
    } finally {
      positions = Map.of();
    }
  }

  @Override
  public void close() {
    closed.countDown();
    if (!thread.isAlive()) {
      return;
    }
    try {
      thread.join(STOP);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
