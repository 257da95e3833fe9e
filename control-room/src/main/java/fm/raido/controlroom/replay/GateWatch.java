package fm.raido.controlroom.replay;

import fm.raido.controlroom.CannotReachKafka;
import fm.raido.controlroom.letters.LetterConsumers;
import fm.raido.controlroom.log.LogTime;
import fm.raido.controlroom.status.StatusPicture;
import fm.raido.controlroom.status.StatusText;
import fm.raido.protection.fold.ProtectionFold;
import fm.raido.schemas.connection.KafkaConnection;
import fm.raido.schemas.topic.TopicCatalogue;
import fm.raido.schemas.wire.RaidoRecords;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Says whether the station is quiet, from the protection log, which it follows. It goes by the
 * brokers' time: where this machine's clock is ahead, a host seems to be silent until the next
 * record shows by how much. For one thread, which has to look for it to go on.
 */
final class GateWatch implements AutoCloseable {
  private static final TopicPartition LOG = new TopicPartition(TopicCatalogue.PROTECTION, 0);
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  /** Whoever has not looked for so long, because it slept perhaps, reads to the end first. */
  private static final Duration STALE = Duration.ofMillis(500);

  private final KafkaConnection kafka;
  private final Clock clock;
  private final Consumer<byte[], byte[]> consumer;
  private ProtectionFold fold = new ProtectionFold();
  private final LogTime time = new LogTime();
  private Elapsed looked = Elapsed.start();

  private GateWatch(KafkaConnection kafka, Clock clock, Consumer<byte[], byte[]> consumer) {
    this.kafka = kafka;
    this.clock = clock;
    this.consumer = consumer;
  }

  /** Folds the log to its end. */
  static GateWatch open(KafkaConnection kafka, Clock clock) {
    return open(kafka, clock, LetterConsumers.strict(kafka, "read_uncommitted"));
  }

  /** The same with that consumer, which it closes. */
  static GateWatch open(KafkaConnection kafka, Clock clock, Consumer<byte[], byte[]> consumer) {
    GateWatch watch = new GateWatch(kafka, clock, consumer);
    try {
      consumer.assign(List.of(LOG));
      watch.begin();
      watch.readToEnd();
      return watch;
    } catch (KafkaException | CannotReachKafka e) {
      watch.close();
      throw e instanceof CannotReachKafka told
          ? told
          : new CannotReachKafka(kafka, String.valueOf(e.getMessage()));
    }
  }

  /**
   * Why the station is quiet, in one line; empty while it is on air. Waits for news for at most so
   * long.
   *
   * @throws KafkaException if the log does not answer
   * @throws CannotReachKafka the same
   */
  String quiet(Duration wait) {
    if (looked.time().compareTo(STALE) > 0) {
      readToEnd();
    } else {
      Instant last = null;
      for (var record : apply(wait)) {
        last = Instant.ofEpochMilli(record.timestamp());
      }
      if (last != null) {
        // It came after the look before this one, which is no longer ago than STALE.
        time.heard(last, clock.instant());
      }
    }
    StatusPicture picture = StatusPicture.of(fold, time.at(clock.instant()));
    return picture.onAir() ? "" : StatusText.headline(picture);
  }

  /** What was folded of a log that is not there any more says nothing of the one that is. */
  private void begin() {
    fold = new ProtectionFold();
    consumer.seekToBeginning(List.of(LOG));
  }

  private void readToEnd() {
    long end = consumer.endOffsets(List.of(LOG)).getOrDefault(LOG, 0L);
    if (consumer.position(LOG, PATIENCE) > end) {
      begin();
    }
    Elapsed since = Elapsed.start();
    while (consumer.position(LOG, PATIENCE) < end) {
      if (!apply(Duration.ofMillis(100)).isEmpty()) {
        since = Elapsed.start();
      } else if (since.time().compareTo(PATIENCE) > 0) {
        throw new CannotReachKafka(kafka, "the protection log does not answer");
      }
    }
    looked = Elapsed.start();
  }

  private ConsumerRecords<byte[], byte[]> apply(Duration wait) {
    ConsumerRecords<byte[], byte[]> records = poll(wait);
    records.forEach(record ->
        fold.apply(
            RaidoRecords.readProtection(record.value()), Instant.ofEpochMilli(record.timestamp())));
    looked = Elapsed.start();
    return records;
  }

  /** A log that was cut, or made anew, is folded anew, to its end. */
  private ConsumerRecords<byte[], byte[]> poll(Duration wait) {
    try {
      return consumer.poll(wait);
    } catch (InvalidOffsetException e) {
      begin();
      readToEnd();
      return ConsumerRecords.empty();
    }
  }

  @Override
  public void close() {
    LetterConsumers.close(consumer);
  }
}
