package fm.raido.controlroom.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import fm.raido.controlroom.letters.LetterTable;
import fm.raido.controlroom.replay.MoveResult.Landing;
import fm.raido.schemas.topic.TopicCatalogue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Moves the letters of one partition, in transactions whose id is the partition's own: at any time
 * one program in the world can commit there. For one thread.
 *
 * <pre>
 * open     initTransactions      => all that others did is committed or undone, and they are fenced off
 *          a fence is committed  => its offset lies behind all that they did
 *          the table is read beyond the fence => ready: what is still there, nobody has moved
 * move     --committed--> ready
 *          --fenced off, and the transaction was short--> overtaken: somebody else is at it
 *          --anything else--> uncertain: open again
 * </pre>
 */
final class PartitionMover implements AutoCloseable {
  /** What an open transaction of a dead run may hold fresh requests up for, but for the scan. */
  static final Duration TRANSACTION_TIMEOUT = Duration.ofSeconds(3);

  /** From here on it may have been the time-out that ended a transaction, and nobody else. */
  private static final Duration MAY_HAVE_TIMED_OUT = Duration.ofMillis(2_500);

  private static final byte[] FENCE = "_raido-replay-fence/0".getBytes(UTF_8);
  private static final int REQUEST_BYTES_MAX = 16 << 20;

  private final Map<String, Object> config;
  private final TopicPartition partition;
  private final LetterTable table;
  private @Nullable Producer<byte[], byte[]> producer;

  PartitionMover(String bootstrap, TopicPartition partition, LetterTable table) {
    this.partition = partition;
    this.table = table;
    this.config =
        Map.ofEntries(
            Map.entry("bootstrap.servers", bootstrap),
            Map.entry("client.id", "raido-replay-" + partition),
            Map.entry("transactional.id", TopicCatalogue.REPLAY_TRANSACTIONS + partition),
            Map.entry("transaction.timeout.ms", (int) TRANSACTION_TIMEOUT.toMillis()),
            Map.entry("acks", "all"),
            Map.entry("linger.ms", 0),
            Map.entry("max.request.size", REQUEST_BYTES_MAX),
            // No answer in that time, and the transaction is over anyhow.
            Map.entry("request.timeout.ms", 1_500),
            Map.entry("delivery.timeout.ms", (int) TRANSACTION_TIMEOUT.toMillis()),
            Map.entry("max.block.ms", 6_000),
            // Back-to-back transactions wait out CONCURRENT_TRANSACTIONS for that long.
            Map.entry("retry.backoff.ms", 5),
            Map.entry("retry.backoff.max.ms", 200),
            Map.entry("reconnect.backoff.max.ms", 250),
            Map.entry("enable.metrics.push", false));
  }

  int partition() {
    return partition.partition();
  }

  /**
   * Fences off whoever was at this partition and reads the table to its end.
   *
   * @return whether it is ready; false where somebody else has come and fenced this one off
   * @throws KafkaException if the brokers do not take it now
   * @throws fm.raido.controlroom.CannotReachKafka if the table cannot be read now
   */
  boolean open() {
    close();
    Elapsed elapsed = Elapsed.start();
    try {
      fenceAndRead();
      return true;
    } catch (KafkaException e) {
      close();
      if (isFenced(e) && elapsed.time().compareTo(MAY_HAVE_TIMED_OUT) < 0) {
        return false;
      }
      throw e;
    }
  }

  private void fenceAndRead() {
    Producer<byte[], byte[]> fresh =
        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    producer = fresh;
    fresh.initTransactions();
    Map<TopicPartition, Long> fences = new HashMap<>();
    fresh.beginTransaction();
    Map<TopicPartition, Future<RecordMetadata>> sent = new LinkedHashMap<>();
    for (TopicPartition fenced : fenced()) {
      sent.put(
          fenced,
          fresh.send(new ProducerRecord<>(fenced.topic(), fenced.partition(), FENCE, null)));
    }
    fresh.commitTransaction();
    sent.forEach((fenced, future) -> fences.put(fenced, landing(future).offset()));
    table.readToEnd(partition.partition(), fences);
  }

  /**
   * A topic that is not Raido's gets nothing that it does not expect: only the marks are fenced.
   */
  private Set<TopicPartition> fenced() {
    return partition.topic().equals(TopicCatalogue.DEAD_LETTERS)
        ? new LinkedHashSet<>(List.of(LetterTable.MARKS, partition))
        : Set.of(LetterTable.MARKS);
  }

  /** Moves these, all or none. */
  MoveResult move(List<Outgoing> letters) {
    Producer<byte[], byte[]> current = producer;
    if (current == null) {
      return new MoveResult.Uncertain("it was not opened");
    }
    Elapsed elapsed = Elapsed.start();
    try {
      current.beginTransaction();
      Map<String, Future<RecordMetadata>> sent = new LinkedHashMap<>();
      List<Future<RecordMetadata>> all = new ArrayList<>();
      for (Outgoing letter : letters) {
        for (ProducerRecord<byte[], byte[]> record : letter.records()) {
          Future<RecordMetadata> future = current.send(record);
          orFail(future);
          all.add(future);
          sent.putIfAbsent(letter.letter().identity(), future);
        }
      }
      current.commitTransaction();
      all.forEach(PartitionMover::landing);
      Map<String, Landing> landings = new HashMap<>();
      sent.forEach((identity, future) -> landings.put(identity, landing(future)));
      return new MoveResult.Moved(landings);
    } catch (KafkaException | IllegalStateException e) {
      return failed(current, e, elapsed);
    }
  }

  private MoveResult failed(
      Producer<byte[], byte[]> current, RuntimeException failure, Elapsed elapsed) {
    close(current);
    if (has(failure, RecordTooLargeException.class)) {
      return new MoveResult.TooLarge(why(failure));
    }
    return isFenced(failure) && elapsed.time().compareTo(MAY_HAVE_TIMED_OUT) < 0
        ? new MoveResult.Overtaken()
        : new MoveResult.Uncertain(why(failure));
  }

  private static boolean isFenced(Throwable failure) {
    return has(failure, ProducerFencedException.class)
        || has(failure, InvalidProducerEpochException.class);
  }

  private static boolean has(Throwable failure, Class<? extends Exception> type) {
    for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (type.isInstance(cause)) {
        return true;
      }
    }
    return false;
  }

  private static String why(RuntimeException e) {
    Throwable cause = e.getCause();
    return cause == null ? e.toString() : e.getMessage() + ": " + cause;
  }

  /** What has failed already ends the transaction here. */
  private static void orFail(Future<RecordMetadata> sent) {
    if (sent.state() == Future.State.FAILED) {
      throw asKafka(sent.exceptionNow());
    }
  }

  /** Where it lies; all futures are done when a commit has returned. */
  private static Landing landing(Future<RecordMetadata> sent) {
    try {
      RecordMetadata there = sent.get();
      return new Landing(there.partition(), there.offset());
    } catch (ExecutionException e) {
      throw asKafka(e.getCause() == null ? e : e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted", e);
    }
  }

  private static KafkaException asKafka(Throwable failure) {
    return failure instanceof KafkaException known ? known : new KafkaException(failure);
  }

  private void close(Producer<byte[], byte[]> which) {
    // What interrupted the work must not interrupt its clean-up.
    boolean interrupted = Thread.interrupted();
    which.close(Duration.ZERO);
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    producer = null;
  }

  /** An open transaction is undone by the next that opens, or by the brokers after 3 s. */
  @Override
  public void close() {
    if (producer != null) {
      close(producer);
    }
  }
}
