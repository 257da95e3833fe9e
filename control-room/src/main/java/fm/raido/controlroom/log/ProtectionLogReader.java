package fm.raido.controlroom.log;

import fm.raido.controlroom.CannotReachKafka;
import fm.raido.controlroom.scan.ScanProgress;
import fm.raido.protection.fold.ProtectionFold;
import fm.raido.schemas.connection.KafkaConnection;
import fm.raido.schemas.topic.TopicAdmin;
import fm.raido.schemas.topic.TopicCatalogue;
import fm.raido.schemas.wire.RaidoRecords;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Folds the protection log from its beginning to the end that it has when the reading begins. */
public final class ProtectionLogReader {
  private static final TopicPartition LOG = new TopicPartition(TopicCatalogue.PROTECTION, 0);

  /** A broker that says nothing for so long is told as not there. */
  private static final Duration PATIENCE = TopicAdmin.TIMEOUT;

  private static final Duration POLL = Duration.ofMillis(200);

  private ProtectionLogReader() {}

  /**
   * The state that every worker has at that place of the log.
   *
   * @throws fm.raido.schemas.topic.TopicsNotReady if the log is missing or not as it must be, or
   *     Kafka is not there
   * @throws CannotReachKafka if Kafka stops answering while the log is read
   */
  public static ProtectionFold foldToEnd(KafkaConnection kafka) {
    return foldToEnd(kafka, ScanProgress.NONE);
  }

  /**
   * The same, and says how far it is.
   *
   * @throws fm.raido.schemas.topic.TopicsNotReady if the log is missing or not as it must be, or
   *     Kafka is not there
   * @throws CannotReachKafka if Kafka stops answering while the log is read
   */
  public static ProtectionFold foldToEnd(KafkaConnection kafka, ScanProgress progress) {
    TopicAdmin.requireTopics(kafka, Set.of(TopicCatalogue.PROTECTION));
    try (Consumer<byte[], byte[]> consumer = consumer(kafka)) {
      consumer.assign(List.of(LOG));
      long end = consumer.endOffsets(List.of(LOG), PATIENCE).getOrDefault(LOG, 0L);
      try {
        return fold(consumer, end, kafka, progress);
      } catch (InvalidOffsetException e) {
        // The broker deleted the oldest records between the look and the read.
        return fold(consumer, end, kafka, progress);
      }
    } catch (TimeoutException e) {
      throw silent(kafka);
    } catch (KafkaException e) {
      throw new CannotReachKafka(kafka, String.valueOf(e.getMessage()));
    }
  }

  private static ProtectionFold fold(
      Consumer<byte[], byte[]> consumer, long end, KafkaConnection kafka, ScanProgress progress) {
    ProtectionFold fold = new ProtectionFold();
    consumer.seekToBeginning(List.of(LOG));
    long begin = consumer.position(LOG, PATIENCE);
    long heard = System.nanoTime();
    for (long at = begin; at < end; at = consumer.position(LOG, PATIENCE)) {
      progress.read(at - begin, end - begin);
      var records = consumer.poll(POLL);
      for (var record : records) {
        if (record.offset() < end) {
          fold.apply(
              RaidoRecords.readProtection(record.value()),
              Instant.ofEpochMilli(record.timestamp()));
        }
      }
      if (!records.isEmpty()) {
        heard = System.nanoTime();
      } else if (System.nanoTime() - heard > PATIENCE.toNanos()) {
        throw silent(kafka);
      }
    }
    return fold;
  }

  private static Consumer<byte[], byte[]> consumer(KafkaConnection kafka) {
    return new KafkaConsumer<>(
        kafka.client(
            Map.of(
                "client.id", "raido-control-room",
                "group.protocol", "classic",
                "auto.offset.reset", "none",
                "enable.auto.commit", "false",
                "enable.metrics.push", "false",
                "default.api.timeout.ms", Math.toIntExact(PATIENCE.toMillis()))),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }

  private static CannotReachKafka silent(KafkaConnection kafka) {
    return new CannotReachKafka(kafka, "no answer within " + PATIENCE.toSeconds() + " s");
  }
}
