package fm.raido.controlroom.letters;

import fm.raido.controlroom.CannotReachKafka;
import fm.raido.schemas.connection.KafkaConnection;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The records of a topic of letters, and the marks, as far as they are committed. It reads on from
 * where it was as often as it is asked. For one thread.
 */
final class LetterTopic implements AutoCloseable {
  /**
   * Without progress for so long it is told. Longer than a worker's open transaction may hold the
   * reader up at a broker's defaults: 6 s, and 10 s until it is looked for.
   */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final Duration POLL = Duration.ofMillis(100);

  private final KafkaConnection kafka;
  private final String name;
  private final Deadline deadline;
  private final Consumer<byte[], byte[]> committed;
  private final Set<TopicPartition> all;
  private @Nullable Consumer<byte[], byte[]> ends;

  private LetterTopic(
      KafkaConnection kafka,
      String name,
      Deadline deadline,
      Consumer<byte[], byte[]> committed,
      Set<TopicPartition> all) {
    this.kafka = kafka;
    this.name = name;
    this.deadline = deadline;
    this.committed = committed;
    this.all = all;
  }

  /**
   * Opens it and reads nothing yet.
   *
   * @throws CannotReachKafka if Kafka is not there, or has no such topic
   */
  static LetterTopic open(KafkaConnection kafka, String name, Deadline deadline) {
    Consumer<byte[], byte[]> committed = LetterConsumers.of(kafka, "read_committed");
    try {
      List<TopicPartition> own = LetterConsumers.partitions(committed, kafka, name);
      Set<TopicPartition> all = new HashSet<>(own);
      all.add(LetterTable.MARKS);
      committed.assign(all);
      committed.seekToBeginning(all);
      return new LetterTopic(kafka, name, deadline, committed, all);
    } catch (KafkaException e) {
      LetterConsumers.close(committed);
      throw new CannotReachKafka(kafka, String.valueOf(e.getMessage()));
    } catch (RuntimeException | Error e) {
      LetterConsumers.close(committed);
      throw e;
    }
  }

  String name() {
    return name;
  }

  /** Goes back to those offsets; partitions that are not named stay where they are. */
  void goBackTo(Map<Integer, Long> offsets) {
    offsets.forEach(
        (partition, offset) -> committed.seek(new TopicPartition(name, partition), offset));
  }

  /** Reads all partitions to the end that a reader of what is committed sees now. */
  void readToEnd(java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> each) {
    readTo(committed, all, Map.of(), each);
  }

  /**
   * Reads one partition, and the marks, to the end that they have now: all that was committed
   * before the call is seen, whatever transactions of others are still open then.
   *
   * @param beyond offsets that are known to lie in the log, so that no broker which was cut off and
   *     does not know it can show an older end
   */
  void readToEnd(
      int partition,
      Map<TopicPartition, Long> beyond,
      java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> each) {
    Set<TopicPartition> wanted = new HashSet<>(List.of(LetterTable.MARKS));
    wanted.add(new TopicPartition(name, partition));
    Consumer<byte[], byte[]> any = ends;
    if (any == null) {
      any = LetterConsumers.of(kafka, "read_uncommitted");
      ends = any;
    }
    // The last record of any kind that all replicas have, not the last that a reader may see:
    // behind a worker's open transaction there may lie a replay that is committed long since.
    readTo(any, wanted, beyond, each);
  }

  private void readTo(
      Consumer<byte[], byte[]> asked,
      Collection<TopicPartition> wanted,
      Map<TopicPartition, Long> beyond,
      java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> each) {
    try {
      Map<TopicPartition, Long> until = new HashMap<>(asked.endOffsets(wanted));
      beyond.forEach((partition, offset) -> until.merge(partition, offset + 1, Math::max));
      long heard = System.nanoTime();
      while (true) {
        if (deadline.isOver()) {
          throw late(deadline.time());
        }
        Duration patience = deadline.left(PATIENCE);
        until
            .entrySet()
            .removeIf(end -> committed.position(end.getKey(), patience) >= end.getValue());
        if (until.isEmpty()) {
          return;
        }
        var records = committed.poll(POLL);
        records.forEach(each);
        if (!records.isEmpty()) {
          heard = System.nanoTime();
        } else if (System.nanoTime() - heard > PATIENCE.toNanos()) {
          throw late(PATIENCE);
        }
      }
    } catch (KafkaException e) {
      throw new CannotReachKafka(kafka, String.valueOf(e.getMessage()));
    }
  }

  private CannotReachKafka late(Duration time) {
    return new CannotReachKafka(
        kafka, "the letters could not be read to their end within " + time.toSeconds() + " s");
  }

  @Override
  public void close() {
    LetterConsumers.close(committed);
    if (ends != null) {
      LetterConsumers.close(ends);
    }
  }
}
