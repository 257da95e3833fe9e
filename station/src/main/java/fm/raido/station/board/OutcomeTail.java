package fm.raido.station.board;

import fm.raido.schemas.announcement.Outcome;
import fm.raido.schemas.connection.KafkaConnection;
import fm.raido.schemas.topic.TopicCatalogue;
import fm.raido.schemas.wire.RaidoRecords;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Follows the outcomes that are committed from its start on, on a thread of its own. */
public final class OutcomeTail implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OutcomeTail.class);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Listener listener;
  private final Thread thread;
  private volatile boolean closing;

  /** Told on the tail's thread. */
  public interface Listener {
    /**
     * An outcome was committed.
     *
     * @param appendedAt the broker's time; what comes after its {@code airBy} must not be aired
     */
    void ended(Outcome outcome, Instant appendedAt);

    /** Nothing more will be told. */
    void broken(String why);
  }

  /** Starts after the last outcome that is there now. */
  public OutcomeTail(KafkaConnection kafka, Listener listener) {
    this.consumer =
        new KafkaConsumer<>(
            kafka.client(
                Map.of(
                    "client.id", "raido-station-outcomes",
                    "group.protocol", "classic",
                    "isolation.level", "read_committed",
                    "auto.offset.reset", "none",
                    "enable.auto.commit", false)),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    this.listener = listener;
    List<TopicPartition> partitions =
        consumer.partitionsFor(TopicCatalogue.OUTCOMES).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.endOffsets(partitions).forEach(consumer::seek);
    this.thread = Thread.ofPlatform().name("raido-station-outcomes").daemon().start(this::run);
  }

  private void run() {
    try (consumer) {
      while (!closing) {
        consumer
            .poll(Duration.ofMillis(200))
            .forEach(record ->
                RaidoRecords.readOutcome(record.value())
                    .ifPresent(outcome ->
                        listener.ended(outcome, Instant.ofEpochMilli(record.timestamp()))));
      }
    } catch (WakeupException | InterruptException e) {
      LOG.debug("closing");
    } catch (RuntimeException e) {
      LOG.error("the outcomes cannot be followed any more", e);
      listener.broken("the outcomes cannot be followed any more: " + e);
    }
  }

  @Override
  public void close() {
    closing = true;
    consumer.wakeup();
    try {
      thread.join(Duration.ofSeconds(3));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
