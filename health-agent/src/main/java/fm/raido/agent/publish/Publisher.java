package fm.raido.agent.publish;

import fm.raido.protection.pressure.PressureThresholds;
import fm.raido.schemas.connection.KafkaConnection;
import fm.raido.schemas.connection.Refusals;
import fm.raido.schemas.topic.TopicCatalogue;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that speaks to Kafka: a beat at start, every 5 s, and at once when the level or the
 * kind of its reason changes; at the end a goodbye.
 *
 * <p>The sampler leaves its latest pulse here and goes on; there is one place and no queue, so
 * brokers that are away neither hold it up nor fill the memory. Every beat is made of the pulse of
 * the moment: after a time without brokers nothing old is caught up on.
 */
public final class Publisher implements Runnable {
  private static final Logger log = LoggerFactory.getLogger(Publisher.class);

  /** A beat every 5 s: silence is noticed after 15, so two may be lost. */
  private static final long EVERY_NANOS = Duration.ofSeconds(5).toNanos();

  /** After a beat that did not arrive. */
  private static final long RETRY_NANOS = Duration.ofMillis(500).toNanos();

  /** The shortest pause between two looks at what is due; a change wakes the thread anyway. */
  private static final long PAUSE_MIN_NANOS = Duration.ofMillis(20).toNanos();

  /** Other reasons for the same level are no reason to hurry. */
  private static final long OTHER_CAUSE_NANOS = Duration.ofSeconds(1).toNanos();

  /**
   * A pulse older than this is not published: the sampler hangs, and a beat would be a lie. The
   * silence that follows is the truth.
   */
  private static final long STALE_NANOS = Duration.ofSeconds(3).toNanos();

  /** A missing topic of readings costs a second of waiting at each try: not that often. */
  private static final long READINGS_AGAIN_NANOS = Duration.ofMinutes(1).toNanos();

  private static final Duration GOODBYE_MAX = Duration.ofSeconds(2);

  /** Opens a producer; may throw a {@link KafkaException}, and is asked again then. */
  public interface Producers {
    Producer<byte[], byte[]> open();
  }

  private final BeatRecords records;
  private final Producers producers;
  private final Reach beats;
  private final Reach readings;
  private final Clock clock;
  private final BeatCounts counts;
  private final CompletableFuture<String> refused = new CompletableFuture<>();

  private volatile @Nullable Pulse latest;
  private volatile @Nullable Thread thread;
  private volatile boolean stopping;

  /** The last beat did not arrive: another one, soon. */
  private volatile boolean retry;

  /** The producer cannot go on: another one, later. */
  private volatile boolean broken;

  private volatile long readingsFrom = System.nanoTime();

  // The publisher's thread alone.
  private @Nullable Producer<byte[], byte[]> producer;
  private @Nullable Pulse published;
  private long publishedAt;
  private boolean hanging;

  /**
   * @param service the speech service
   * @param host the host
   * @param thresholds by which the host is judged
   * @param kafka where the brokers are
   */
  public Publisher(
      String service,
      String host,
      PressureThresholds thresholds,
      KafkaConnection kafka,
      Clock clock) {
    this(
        new BeatRecords(service, host, thresholds),
        () -> BeatProducer.open(kafka, host),
        kafka,
        clock);
  }

  Publisher(BeatRecords records, Producers producers, KafkaConnection kafka, Clock clock) {
    this.records = records;
    this.producers = producers;
    this.beats = new Reach("beats", TopicCatalogue.PROTECTION, kafka);
    this.readings = new Reach("readings", TopicCatalogue.HOST_PRESSURE, kafka);
    this.clock = clock;
    this.counts = new BeatCounts(clock);
  }

  /** How many beats arrived. */
  public BeatCounts counts() {
    return counts;
  }

  /**
   * Completes with the reason when the brokers refuse what is the first beat: who one is, or that
   * one may write. What they refuse later may be mended while the agent runs.
   */
  public CompletableFuture<String> refused() {
    return refused.copy();
  }

  /** The pulse that was handed in last, or null before the first. */
  public @Nullable Pulse latest() {
    return latest;
  }

  /** Takes a pulse; never waits. */
  public void hand(Pulse pulse) {
    Pulse before = latest;
    latest = pulse;
    if (pulse.differsFrom(before)) {
      wake();
    }
  }

  /** Says goodbye, within {@link #GOODBYE_MAX}, and ends the thread. */
  public void stop() {
    stopping = true;
    wake();
  }

  @Override
  public void run() {
    thread = Thread.currentThread();
    try {
      // While the sampler takes its first look.
      var _ = opened();
      while (!stopping) {
        long now = System.nanoTime();
        Pulse pulse = latest;
        if (pulse != null && isFresh(pulse, now) && isDue(pulse, now)) {
          publish(pulse, now);
        }
        LockSupport.parkNanos(this, pauseNanos(System.nanoTime()));
      }
      sayGoodbye();
    } finally {
      drop(Duration.ZERO);
    }
  }

  private boolean isFresh(Pulse pulse, long now) {
    boolean fresh = now - pulse.nanos() < STALE_NANOS;
    if (!fresh && !hanging) {
      log.error("health: the sampler hangs; host {} falls silent", records.host());
    }
    hanging = !fresh;
    return fresh;
  }

  private boolean isDue(Pulse pulse, long now) {
    Pulse before = published;
    long passed = now - publishedAt;
    if (before == null) {
      return true;
    }
    if (pulse.isOtherLevel(before)) {
      return true;
    }
    if (broken) {
      return passed >= EVERY_NANOS;
    }
    if (retry) {
      return passed >= RETRY_NANOS;
    }
    return passed >= EVERY_NANOS || (pulse.differsFrom(before) && passed >= OTHER_CAUSE_NANOS);
  }

  private long pauseNanos(long now) {
    Pulse before = published;
    Pulse pulse = latest;
    if (before == null || pulse == null) {
      return RETRY_NANOS;
    }
    long wait = pulse.differsFrom(before) && !broken ? OTHER_CAUSE_NANOS : EVERY_NANOS;
    long due = publishedAt + (retry && !broken ? RETRY_NANOS : wait);
    return Math.clamp(due - now, PAUSE_MIN_NANOS, wait);
  }

  private void publish(Pulse pulse, long now) {
    retry = false;
    published = pulse;
    publishedAt = now;
    Producer<byte[], byte[]> open = opened();
    if (open == null) {
      counts.lost();
      retry = true;
      return;
    }
    send(open, records.beat(pulse));
    if (!retry && now - readingsFrom >= 0) {
      send(open, records.readings(pulse));
    }
  }

  /** Hands a record to the producer, which may wait a second for the topic's whereabouts. */
  private void send(Producer<byte[], byte[]> open, ProducerRecord<byte[], byte[]> made) {
    try {
      var _ = open.send(made, (_, error) -> answered(made.topic(), error));
    } catch (KafkaException e) {
      answered(made.topic(), e);
    }
  }

  /** On the publisher's or on Kafka's thread. */
  private void answered(String topic, @Nullable Exception error) {
    boolean isBeat = topic.equals(TopicCatalogue.PROTECTION);
    Reach reach = isBeat ? beats : readings;
    if (error == null) {
      if (isBeat) {
        counts.arrived();
      }
      reach.arrived(System.nanoTime());
      return;
    }
    reach.failed(error, System.nanoTime());
    if (isBeat && counts.confirmed() == 0 && Refusals.isOne(error)) {
      refused.complete(beats.words(error));
    }
    if (isBeat) {
      broken = broken || !(error instanceof RetriableException);
      counts.lost();
      retry = true;
      wake();
    } else if (Reach.isMissingTopic(error) || !(error instanceof RetriableException)) {
      // Whatever is wrong with the readings alone must not be in the way of the beats.
      readingsFrom = System.nanoTime() + READINGS_AGAIN_NANOS;
    }
  }

  private @Nullable Producer<byte[], byte[]> opened() {
    if (broken) {
      drop(Duration.ZERO);
      broken = false;
    }
    if (producer == null) {
      try {
        producer = producers.open();
      } catch (KafkaException e) {
        beats.failed(e, System.nanoTime());
      }
    }
    return producer;
  }

  private void sayGoodbye() {
    long end = System.nanoTime() + GOODBYE_MAX.toNanos();
    Producer<byte[], byte[]> open = opened();
    if (open == null) {
      return;
    }
    try {
      Future<RecordMetadata> goodbye = open.send(records.goodbye(clock.instant()));
      if (readingsFrom - System.nanoTime() <= 0) {
        var _ = open.send(records.lastReadings(latest, clock.instant()));
      }
      goodbye.get(Math.max(1, end - System.nanoTime()), TimeUnit.NANOSECONDS);
      drop(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (KafkaException | TimeoutException e) {
      beats.failed(e, System.nanoTime());
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      beats.failed(cause == null ? e : cause, System.nanoTime());
    }
  }

  private void drop(Duration timeout) {
    Producer<byte[], byte[]> open = producer;
    producer = null;
    if (open != null) {
      open.close(timeout);
    }
  }

  private void wake() {
    LockSupport.unpark(thread);
  }
}
