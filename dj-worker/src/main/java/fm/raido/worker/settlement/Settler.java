package fm.raido.worker.settlement;

import fm.raido.schemas.announcement.Outcome;
import fm.raido.schemas.connection.Refusals;
import fm.raido.schemas.settlement.CommitMark;
import fm.raido.schemas.topic.TopicCatalogue;
import fm.raido.schemas.wire.RaidoRecords;
import fm.raido.worker.intake.Ownership;
import fm.raido.worker.meters.KafkaMeters;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits batches, one transaction each, on a thread of its own.
 *
 * <pre>
 * commit   --committed--> ready
 *          --failed before the commit was asked for, abort succeeds--> ready (nothing was written)
 *          --anything else--> fate unknown
 * unknown  --new producer, same transactional id, initTransactions, offsets read back--> ready
 * </pre>
 */
public final class Settler implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Settler.class);

  /**
   * What a dead worker's open transaction can hold up readers and the next owner for, at most (with
   * the brokers' abort scan of 1 s): no longer than its session does.
   */
  private static final Duration TRANSACTION_TIMEOUT = Duration.ofSeconds(6);

  /** Each step of a transaction, repetitions included. */
  private static final Duration STEP = Duration.ofSeconds(8);

  private static final Duration READ_BACK = Duration.ofSeconds(5);
  private static final long PAUSE_NANOS = 50_000_000L;

  private final Map<String, Object> producerConfig;
  private final Patience patience;
  private final Function<Map<String, Object>, Producer<byte[], byte[]>> producers;
  private final Supplier<Ownership> ownership;
  private final CommittedMarks marks;
  private final Consumer<SettlementResult> results;
  private final KafkaMeters meters;
  private final BlockingQueue<Batch> queue = new LinkedBlockingQueue<>();
  private final Refusals refusals = new Refusals();
  private final Thread thread;
  private @Nullable Producer<byte[], byte[]> producer;
  private volatile boolean closing;

  /**
   * @param connection how to reach the brokers; its request time-out is what the first producer has
   * @param transactionalId unique to this start of this process
   * @param ownership the view that is current when a batch is committed
   * @param results told of each batch, on the settler's thread
   * @param meters shown the producer that settles now
   */
  public Settler(
      Map<String, Object> connection,
      String transactionalId,
      Supplier<Ownership> ownership,
      CommittedMarks marks,
      Consumer<SettlementResult> results,
      KafkaMeters meters) {
    this(
        connection,
        transactionalId,
        ownership,
        marks,
        results,
        meters,
        config ->
            new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer()));
  }

  Settler(
      Map<String, Object> connection,
      String transactionalId,
      Supplier<Ownership> ownership,
      CommittedMarks marks,
      Consumer<SettlementResult> results,
      KafkaMeters meters,
      Function<Map<String, Object>, Producer<byte[], byte[]>> producers) {
    this.producerConfig = new HashMap<>(connection);
    producerConfig.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
    producerConfig.put(ProducerConfig.CLIENT_ID_CONFIG, transactionalId + "-settler");
    producerConfig.put(
        ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, (int) TRANSACTION_TIMEOUT.toMillis());
    producerConfig.put(ProducerConfig.ACKS_CONFIG, "all");
    producerConfig.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    producerConfig.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) STEP.toMillis());
    producerConfig.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, STEP.toMillis());
    // What is asked twice is done once: the producer is idempotent, and so is the end of a
    // transaction.
    this.patience =
        new Patience(
            Duration.ofMillis(
                Long.parseLong(
                    connection
                        .getOrDefault(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 1_000)
                        .toString()
                        .strip())),
            STEP);
    this.producers = producers;
    // Back-to-back transactions wait out CONCURRENT_TRANSACTIONS for this long (measured: 100 ms
    // gives 20 a second).
    producerConfig.put(ProducerConfig.RETRY_BACKOFF_MS_CONFIG, 5);
    producerConfig.put(ProducerConfig.RETRY_BACKOFF_MAX_MS_CONFIG, 200);
    this.ownership = ownership;
    this.marks = marks;
    this.results = results;
    this.meters = meters;
    this.thread = Thread.ofPlatform().name("raido-settler").daemon().unstarted(this::run);
  }

  public void start() {
    thread.start();
  }

  /** Commits it when its turn comes; never waits. */
  public void settle(Batch batch) {
    queue.add(batch);
  }

  @Override
  public void close() {
    closing = true;
    if (thread.getState() == Thread.State.NEW) {
      return;
    }
    try {
      if (!thread.join(Duration.ofSeconds(2))) {
        thread.interrupt();
        thread.join(Duration.ofSeconds(8));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      connect();
      while (!closing) {
        Batch batch = queue.poll(50, TimeUnit.MILLISECONDS);
        if (batch != null) {
          results.accept(commit(batch));
        }
      }
    } catch (InterruptedException | InterruptException e) {
      LOG.debug("interrupted while closing");
    } finally {
      closeProducer();
    }
  }

  private SettlementResult commit(Batch batch) {
    Ownership view = ownership.get();
    ConsumerGroupMetadata group = view.group();
    Set<Integer> dropped = new HashSet<>();
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    for (Batch.Part part : batch.parts()) {
      if (group != null && view.owns(part.partition(), part.incarnation())) {
        offsets.put(
            new TopicPartition(TopicCatalogue.REQUESTS, part.partition()),
            new OffsetAndMetadata(part.mark().offset(), part.mark().metadata()));
      } else {
        dropped.add(part.partition());
      }
    }
    if (offsets.isEmpty() || group == null) {
      return new SettlementResult.Committed(batch, dropped);
    }
    Producer<byte[], byte[]> current = connect();
    long begun = System.nanoTime();
    try {
      current.beginTransaction();
      for (Batch.Part part : batch.parts()) {
        if (!dropped.contains(part.partition())) {
          part.decided().forEach(decided -> send(current, decided, group.groupId()));
        }
      }
      current.sendOffsetsToTransaction(offsets, group);
    } catch (CommitFailedException | RebalanceInProgressException e) {
      return abort(current, new SettlementResult.Postponed(batch, e.toString()));
    } catch (InterruptException e) {
      throw e;
    } catch (KafkaException | IllegalStateException e) {
      if (refusals.isNews(e, System.nanoTime())) {
        LOG.warn(
            "a settlement of {} records failed before its commit: {}", batch.size(), e.toString());
      }
      SettlementResult failed =
          isFatal(e)
              ? findOut(batch, e)
              : abort(
                  current,
                  new SettlementResult.Failed(batch, Map.of(), why(e), Blame.isOfBatch(e)));
      if (Refusals.isOne(e)) {
        pause(e); // Else it would be tried again at once, for as long as the right is missing.
      }
      return failed;
    }
    try {
      current.commitTransaction();
      if (patience.committedIn(Duration.ofNanos(System.nanoTime() - begun))) {
        closeProducer();
      }
      return new SettlementResult.Committed(batch, dropped);
    } catch (InterruptException e) {
      throw e;
    } catch (KafkaException | IllegalStateException e) {
      return findOut(batch, e);
    }
  }

  /** An abort would only say again what the producer has said: it must be made anew. */
  private static boolean isFatal(RuntimeException e) {
    return e instanceof ProducerFencedException
        || e instanceof OutOfOrderSequenceException
        || e instanceof InvalidProducerEpochException
        || e instanceof IllegalStateException;
  }

  private static String why(RuntimeException e) {
    Throwable cause = e.getCause();
    return cause == null ? e.toString() : e.getMessage() + ": " + cause;
  }

  private static void send(Producer<byte[], byte[]> producer, Decided decided, String group) {
    Outcome outcome = decided.outcome();
    if (outcome != null) {
      orFail(producer.send(RaidoRecords.outcome(outcome, decided.traceparent())));
    }
    if (decided.ending() instanceof Decided.Ending.Buried buried) {
      orFail(producer.send(LetterRecords.record(buried.letter(), decided.traceparent(), group)));
    }
  }

  /**
   * What has failed already ends the batch here. Else each further send to a partition that is not
   * there would wait for it again, 8 s long; what fails later, the commit says.
   */
  private static void orFail(Future<RecordMetadata> sent) {
    if (sent.state() == Future.State.FAILED) {
      Throwable failure = sent.exceptionNow();
      throw failure instanceof KafkaException known ? known : new KafkaException(failure);
    }
  }

  private SettlementResult abort(Producer<byte[], byte[]> current, SettlementResult clean) {
    try {
      current.abortTransaction();
      LockSupport.parkNanos(PAUSE_NANOS);
      return clean;
    } catch (KafkaException | IllegalStateException e) {
      return findOut(clean.batch(), e);
    }
  }

  /** The transaction's fate is unknown: fence it off, then see what is committed. */
  private SettlementResult findOut(Batch batch, RuntimeException why) {
    LOG.warn(
        "the fate of a settlement of {} records is unknown, finding out: {}",
        batch.size(),
        why.toString());
    patience.failed(why);
    closeProducer();
    List<Integer> partitions = batch.parts().stream().map(Batch.Part::partition).toList();
    while (true) {
      try {
        connect();
        Map<Integer, CommitMark> found = marks.read(partitions, READ_BACK);
        return new SettlementResult.Failed(batch, found, why(why), Blame.isOfBatch(why));
      } catch (InterruptException e) {
        throw e;
      } catch (KafkaException e) {
        if (refusals.isNews(e, System.nanoTime())) {
          LOG.warn("the fate of a settlement is still unknown: {}", e.toString());
        }
        pause(e);
      }
    }
  }

  /**
   * A producer with its transactional id's past fenced off; waits for the brokers as long as it
   * takes.
   */
  private Producer<byte[], byte[]> connect() {
    while (producer == null) {
      producerConfig.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) patience.now().toMillis());
      Producer<byte[], byte[]> fresh = producers.apply(producerConfig);
      try {
        fresh.initTransactions();
        producer = fresh;
        meters.opened(fresh);
      } catch (InterruptException e) {
        fresh.close(Duration.ZERO);
        throw e;
      } catch (KafkaException e) {
        if (refusals.isNews(e, System.nanoTime())) {
          LOG.warn("the brokers do not take settlements yet: {}", e.toString());
        }
        patience.failed(e);
        fresh.close(Duration.ZERO);
        pause(e);
      }
    }
    return producer;
  }

  private void pause(Exception why) {
    LockSupport.parkNanos(Refusals.isOne(why) ? Refusals.PAUSE.toNanos() : 4 * PAUSE_NANOS);
    if (closing) {
      throw new InterruptException("the settler is closing");
    }
  }

  private void closeProducer() {
    if (producer != null) {
      Thread.interrupted(); // What interrupted the work must not interrupt its clean-up.
      meters.closed(producer);
      producer.close(Duration.ZERO);
      producer = null;
    }
  }
}
