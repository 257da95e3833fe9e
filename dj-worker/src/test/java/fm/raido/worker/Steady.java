package fm.raido.worker;

import fm.raido.schemas.topic.TopicCatalogue;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A request to each partition every 25 ms, all with the same words: but for the first they are
 * spoken from the store, so that their outcomes come as steadily as the group lets them.
 */
final class Steady implements AutoCloseable {
  private static final long EVERY_MILLIS = 25;
  private final Rig rig;
  private final Thread thread;
  private final CountDownLatch end = new CountDownLatch(1);
  private final AtomicInteger sent = new AtomicInteger();

  Steady(Rig rig) {
    this.rig = rig;
    this.thread = Thread.ofPlatform().name("steady-load").start(this::run);
  }

  private void run() {
    try {
      while (!end.await(EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
        for (int partition = 0; partition < Rig.PARTITIONS; partition++) {
          rig.send(partition, Rig.request("s" + sent.incrementAndGet(), "Always the same.", null));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  int sent() {
    return sent.get();
  }

  Instant now() {
    return java.time.Clock.systemUTC().instant();
  }

  /** Lets it run for so long; now. */
  Instant afterSeconds(long seconds) throws InterruptedException {
    if (new CountDownLatch(1).await(seconds, TimeUnit.SECONDS)) {
      throw new AssertionError("nobody counts down");
    }
    return now();
  }

  /** When outcomes of that partition were appended, by the broker. */
  Gaps gaps(int partition) {
    return new Gaps(
        rig.readOne(TopicCatalogue.OUTCOMES, partition).stream()
            .map(ConsumerRecord::timestamp)
            .map(Instant::ofEpochMilli)
            .toList());
  }

  record Gaps(List<Instant> times) {
    /** The longest time without an outcome, in milliseconds. */
    long longest(Instant from, Instant to) {
      Instant last = from;
      long longest = 0;
      for (Instant time : times) {
        if (time.isAfter(from) && time.isBefore(to)) {
          longest = Math.max(longest, Duration.between(last, time).toMillis());
          last = time;
        }
      }
      return Math.max(longest, Duration.between(last, to).toMillis());
    }
  }

  /** No more; what is sent is sent. */
  void stop() {
    end.countDown();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    stop();
  }
}
