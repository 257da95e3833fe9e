package fm.raido.benchmarks.pressure;

import fm.raido.benchmarks.BenchmarkFailed;
import fm.raido.schemas.protection.ProtectionRecord;
import fm.raido.schemas.topic.TopicCatalogue;
import fm.raido.schemas.wire.Headers;
import fm.raido.schemas.wire.RaidoRecords;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Keeps the protection log from its beginning. Safe for use by any thread. */
final class LogTail implements AutoCloseable {
  /**
   * A record of the log.
   *
   * @param appendedAt the broker's append time
   * @param madeAt when its writer made it; of a beat: when the look that it tells of was judged
   */
  record Entry(ProtectionRecord record, Instant appendedAt, Instant madeAt) {}

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final List<Entry> entries = new ArrayList<>();
  private final Thread thread;

  LogTail(String bootstrapServers) {
    consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "group.protocol",
                "classic",
                "auto.offset.reset",
                "none",
                "enable.auto.commit",
                false),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    TopicPartition log = new TopicPartition(TopicCatalogue.PROTECTION, 0);
    consumer.assign(List.of(log));
    consumer.seekToBeginning(List.of(log));
    thread = Thread.ofPlatform().daemon().name("bench-log").start(this::run);
  }

  /** All so far. */
  List<Entry> all() {
    synchronized (entries) {
      return List.copyOf(entries);
    }
  }

  /**
   * What is found in the log, as soon as it is there.
   *
   * @throws BenchmarkFailed if it is not there in time
   */
  <T> T await(String what, Duration within, Function<List<Entry>, Optional<T>> find)
      throws InterruptedException {
    long end = System.nanoTime() + within.toNanos();
    synchronized (entries) {
      while (true) {
        Optional<T> found = find.apply(entries);
        if (found.isPresent()) {
          return found.get();
        }
        long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        if (left <= 0) {
          throw new BenchmarkFailed("not in %d s: %s".formatted(within.toSeconds(), what));
        }
        entries.wait(left);
      }
    }
  }

  private void run() {
    try (consumer) {
      while (true) {
        for (ConsumerRecord<byte[], byte[]> one : consumer.poll(Duration.ofMillis(100))) {
          keep(one);
        }
      }
    } catch (WakeupException e) {
      // It is being closed.
    }
  }

  private void keep(ConsumerRecord<byte[], byte[]> one) {
    Instant appended = Instant.ofEpochMilli(one.timestamp());
    var time = one.headers().lastHeader(Headers.CE_TIME);
    Instant made =
        time == null ? appended : Instant.parse(new String(time.value(), StandardCharsets.UTF_8));
    RaidoRecords.readProtection(one.value())
        .ifPresent(record -> {
          synchronized (entries) {
            entries.add(new Entry(record, appended, made));
            entries.notifyAll();
          }
        });
  }

  @Override
  public void close() {
    consumer.wakeup();
    try {
      thread.join(Duration.ofSeconds(3));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
