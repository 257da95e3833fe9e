package fm.raido.controlroom.doctor;

import fm.raido.controlroom.CannotReachKafka;
import fm.raido.controlroom.log.ProtectionLogReader;
import fm.raido.controlroom.scan.ScanProgress;
import fm.raido.controlroom.scan.Scanned;
import fm.raido.controlroom.scan.TopicScan;
import fm.raido.protection.fold.ProtectionFold;
import fm.raido.schemas.connection.KafkaConnection;
import fm.raido.schemas.topic.TopicAdmin;
import fm.raido.schemas.topic.TopicCatalogue;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The brokers, as the checks share them: what several of them need is looked at once. Each question
 * is answered, or given up, within {@link #PATIENCE}. Safe for use by any thread.
 */
final class Cluster implements AutoCloseable {
  /** Two questions in a row, one of them in vain, fit into the checklist's time. */
  static final Duration PATIENCE = Duration.ofSeconds(4);

  /** So long the next record of the protection log is waited for: an agent beats every 5 s. */
  static final Duration ATTENTION = Duration.ofSeconds(6);

  private final KafkaConnection kafka;
  private final Admin admin;
  private final Once<BrokerView> brokers = new Once<>(this::lookAtBrokers);
  private final Once<LogPicture> log;
  private final Once<Optional<Duration>> ahead;
  private final Once<Backlog> backlog = new Once<>(this::lookAtBacklog);
  private final Readings readings = new Readings();

  private Cluster(KafkaConnection kafka, Clock clock, Admin admin) {
    this.kafka = kafka;
    this.admin = admin;
    this.ahead = new Once<>(() -> lookAtClock(clock));
    this.log =
        new Once<>(() -> {
          brokers.get();
          ProtectionFold fold =
              ProtectionLogReader.foldToEnd(kafka, reading(TopicCatalogue.PROTECTION));
          return LogPicture.of(fold, clock.instant(), this::ahead);
        });
  }

  /**
   * Connects; that a broker is not there is told by the first question.
   *
   * @throws CannotReachKafka if no address can be one
   */
  static Cluster connect(KafkaConnection kafka, Clock clock) {
    int millis = Math.toIntExact(PATIENCE.toMillis());
    try {
      return new Cluster(
          kafka,
          clock,
          Admin.create(
              kafka.client(
                  Map.of(
                      "client.id",
                      "raido-doctor",
                      "default.api.timeout.ms",
                      millis,
                      "request.timeout.ms",
                      millis,
                      "reconnect.backoff.max.ms",
                      250,
                      "enable.metrics.push",
                      false))));
    } catch (KafkaException e) {
      Throwable root = e.getCause() == null ? e : e.getCause();
      throw new CannotReachKafka(kafka, String.valueOf(root.getMessage()));
    }
  }

  KafkaConnection kafka() {
    return kafka;
  }

  BrokerView brokers() {
    return brokers.get();
  }

  /** The protection log, folded to its end. */
  LogPicture log() {
    return log.get();
  }

  /**
   * How far this machine's clock is ahead of the brokers'; empty where no record came that shows
   * it.
   */
  Optional<Duration> ahead() {
    return ahead.get();
  }

  /** Is told how far the reading of that topic is. */
  ScanProgress reading(String topic) {
    return readings.begin(topic);
  }

  /** Which topics are being read and how far, in words; empty where no reading moves. */
  String stillReading() {
    return readings.moving(System.nanoTime());
  }

  Backlog backlog() {
    return backlog.get();
  }

  /** A reader of its own, which the caller closes; only where the brokers answer at all. */
  TopicScan scan() {
    brokers.get();
    return new TopicScan(kafka, TopicCatalogue.WORKERS_GROUP, PATIENCE);
  }

  Admin admin() {
    brokers.get();
    return admin;
  }

  /**
   * The answer to one question.
   *
   * @throws CannotReachKafka where there is none in time, or it is a refusal
   */
  <T> T answer(KafkaFuture<T> future) {
    try {
      return future.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new CannotReachKafka(kafka, "no answer within " + PATIENCE.toSeconds() + " s");
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      boolean late = cause instanceof org.apache.kafka.common.errors.TimeoutException;
      throw new CannotReachKafka(
          kafka,
          late
              ? "no answer within " + PATIENCE.toSeconds() + " s"
              : String.valueOf(cause.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CannotReachKafka(kafka, "interrupted");
    }
  }

  /**
   * Appends one record and returns when the brokers have it.
   *
   * @throws CannotReachKafka if it is not known whether they have it
   */
  void append(ProducerRecord<byte[], byte[]> record) {
    int millis = Math.toIntExact(PATIENCE.toMillis());
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            kafka.client(
                Map.of(
                    "client.id",
                    "raido-doctor",
                    "acks",
                    "all",
                    "max.block.ms",
                    millis,
                    "request.timeout.ms",
                    millis - 1_000,
                    "delivery.timeout.ms",
                    millis,
                    "linger.ms",
                    0,
                    "enable.metrics.push",
                    false)),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      producer.send(record).get(millis, TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException | KafkaException e) {
      throw new CannotReachKafka(kafka, String.valueOf(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CannotReachKafka(kafka, "interrupted");
    }
  }

  private BrokerView lookAtBrokers() {
    return BrokerView.read(admin, this);
  }

  private Optional<Duration> lookAtClock(Clock clock) {
    brokers.get();
    TopicAdmin.requireTopics(kafka, Set.of(TopicCatalogue.PROTECTION));
    try (TopicScan scan = scan()) {
      TopicPartition partition = new TopicPartition(TopicCatalogue.PROTECTION, 0);
      Scanned next = scan.await(scan.ends(List.of(partition)), ATTENTION, record -> true);
      return next == null
          ? Optional.empty()
          : Optional.of(Duration.between(next.timestamp(), clock.instant()));
    }
  }

  private Backlog lookAtBacklog() {
    brokers.get();
    TopicAdmin.requireTopics(kafka, Set.of(TopicCatalogue.REQUESTS));
    try (TopicScan scan = scan()) {
      return Backlog.read(scan);
    }
  }

  /** Closes at once. */
  @Override
  public void close() {
    admin.close(Duration.ZERO);
  }
}
