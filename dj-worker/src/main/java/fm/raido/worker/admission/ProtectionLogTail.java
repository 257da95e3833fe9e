package fm.raido.worker.admission;

import fm.raido.schemas.topic.TopicCatalogue;
import fm.raido.schemas.wire.RaidoRecords;
import fm.raido.worker.loop.LogEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the protection log from its beginning and goes on for ever, on a thread of its own. It is
 * assigned, joins no group, and uses the classic protocol, whose polls return as soon as there is
 * something.
 */
public final class ProtectionLogTail implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ProtectionLogTail.class);
  private static final TopicPartition LOG_PARTITION =
      new TopicPartition(TopicCatalogue.PROTECTION, 0);

  /** Polls that were handed on and not worked off: bounds memory while a long log is folded. */
  private static final int AHEAD = 16;

  private static final Duration POSITION = Duration.ofSeconds(5);

  private final Listener listener;
  private final Thread thread;
  private final Semaphore ahead = new Semaphore(AHEAD);
  private final KafkaConsumer<byte[], byte[]> consumer;
  private volatile boolean closing;

  /** Told on the tail's thread; no method waits. */
  public interface Listener {
    /**
     * Records were read, in the log's order.
     *
     * @param workedOff to be run when they are folded
     */
    void read(List<LogEntry> entries, Runnable workedOff);

    /** Everything that the log held when the tail started was handed on. */
    void caughtUp();

    /** The log cannot be followed any more. */
    void broken(String why);
  }

  public ProtectionLogTail(Map<String, Object> connection, String clientId, Listener listener) {
    this.consumer =
        new KafkaConsumer<>(
            config(connection, clientId), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    this.listener = listener;
    this.thread = Thread.ofPlatform().name("raido-protection-log").daemon().unstarted(this::run);
  }

  static Map<String, Object> config(Map<String, Object> connection, String clientId) {
    Map<String, Object> config = new HashMap<>(connection);
    config.put(ConsumerConfig.CLIENT_ID_CONFIG, clientId + "-protection");
    config.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "classic");
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_uncommitted");
    config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 2_000);
    // An answer must come whole within the request time-out (1.5 s: 3 Mbit/s), else it is asked for
    // again for ever. A long log is read with a round trip for each of these, and the next answer
    // is on its way meanwhile.
    config.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 512 << 10);
    config.put(ConsumerConfig.RECEIVE_BUFFER_CONFIG, 1 << 20);
    config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    // Own asks must be read at once, and an empty fetch must not outlast the request time-out.
    config.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 1);
    config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 500);
    return config;
  }

  public void start() {
    thread.start();
  }

  /** Its consumer, for that one's meters. */
  public org.apache.kafka.clients.consumer.Consumer<?, ?> client() {
    return consumer;
  }

  @Override
  public void close() {
    closing = true;
    if (thread.getState() == Thread.State.NEW) {
      consumer.close();
      return;
    }
    consumer.wakeup();
    try {
      thread.join(Duration.ofSeconds(5));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    Consumer<Throwable> broken = e -> listener.broken("the protection log cannot be read: " + e);
    try (consumer) {
      consumer.assign(List.of(LOG_PARTITION));
      consumer.seekToBeginning(List.of(LOG_PARTITION));
      long end = end();
      boolean caughtUp = false;
      while (!closing) {
        handOn(consumer.poll(Duration.ofMillis(100)));
        if (!caughtUp && hasReached(end)) {
          caughtUp = true;
          listener.caughtUp();
        }
      }
    } catch (WakeupException | InterruptException | InterruptedException e) {
      if (!closing) {
        broken.accept(e);
      }
    } catch (OffsetOutOfRangeException e) {
      listener.broken("the protection log was deleted or made anew while it was read; start again");
    } catch (KafkaException e) {
      broken.accept(e);
    }
  }

  private boolean hasReached(long end) {
    try {
      return consumer.position(LOG_PARTITION, POSITION) >= end;
    } catch (org.apache.kafka.common.errors.TimeoutException e) {
      return false; // Not even its beginning is known yet.
    }
  }

  /** The end as of now; waits for the brokers as long as it takes. */
  private long end() {
    while (true) {
      try {
        return consumer.endOffsets(List.of(LOG_PARTITION)).getOrDefault(LOG_PARTITION, 0L);
      } catch (org.apache.kafka.common.errors.TimeoutException e) {
        LOG.warn("the protection log's end is not known yet: {}", e.getMessage());
      }
    }
  }

  private void handOn(ConsumerRecords<byte[], byte[]> records) throws InterruptedException {
    if (records.isEmpty()) {
      return;
    }
    List<LogEntry> entries = new ArrayList<>(records.count());
    for (ConsumerRecord<byte[], byte[]> record : records) {
      entries.add(
          new LogEntry(
              Instant.ofEpochMilli(record.timestamp()),
              RaidoRecords.readProtection(record.value())));
    }
    while (!ahead.tryAcquire(100, TimeUnit.MILLISECONDS)) {
      if (closing) {
        return;
      }
    }
    listener.read(entries, ahead::release);
  }
}
