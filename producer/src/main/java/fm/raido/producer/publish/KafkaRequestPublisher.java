package fm.raido.producer.publish;

import fm.raido.schemas.announcement.AnnouncementRequest;
import fm.raido.schemas.wire.RaidoRecords;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.core.KafkaOperations;

/** Publishes with spring-kafka's template, whose producer waits for all replicas in sync. */
public final class KafkaRequestPublisher implements RequestPublisher {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaRequestPublisher.class);

  private final AtomicBoolean failing = new AtomicBoolean();
  private final KafkaOperations<byte[], byte[]> kafka;
  private final String source;

  /**
   * A publisher.
   *
   * @param source who publishes, a URI reference such as {@code /producer/host}
   */
  public KafkaRequestPublisher(KafkaOperations<byte[], byte[]> kafka, String source) {
    this.kafka = kafka;
    this.source = source;
  }

  @Override
  public CompletableFuture<PublishResult> publish(
      AnnouncementRequest request, @Nullable String traceparent) {
    try {
      return kafka
          .send(RaidoRecords.request(request, source, traceparent))
          .handle((sent, failure) ->
              told(failure == null ? new PublishResult.Published() : afterSend(root(failure))));
    } catch (KafkaException | org.apache.kafka.common.KafkaException e) {
      return CompletableFuture.completedFuture(told(beforeSend(root(e))));
    }
  }

  /**
   * The send itself failed. A time-out here is the search for metadata or for room in the buffer:
   * the record was never put into a batch.
   */
  static PublishResult beforeSend(Throwable failure) {
    return failure instanceof TimeoutException || failure instanceof InterruptException
        ? new PublishResult.NotTaken(reason(failure))
        : afterSend(failure);
  }

  /**
   * The record was handed to the sender. Only a refusal that the broker or the client makes before
   * any append says that it is not in the log; a time-out says nothing, whether or not the batch
   * ever left, for the client does not tell.
   */
  static PublishResult afterSend(Throwable failure) {
    boolean refused =
        failure instanceof RecordTooLargeException
            || failure instanceof RecordBatchTooLargeException
            || failure instanceof AuthorizationException
            || failure instanceof AuthenticationException;
    return refused
        ? new PublishResult.NotTaken(reason(failure))
        : new PublishResult.Unknown(reason(failure));
  }

  /** Tells the log of a change, not of every announcement; each caller hears of its own. */
  private PublishResult told(PublishResult result) {
    switch (result) {
      case PublishResult.Published() -> {
        if (failing.compareAndSet(true, false)) {
          LOG.info("Kafka takes announcements again");
        }
      }
      case PublishResult.NotTaken(var reason) -> tellFailing(reason);
      case PublishResult.Unknown(var reason) -> tellFailing(reason);
    }
    return result;
  }

  private void tellFailing(String reason) {
    if (failing.compareAndSet(false, true)) {
      LOG.warn("Kafka does not take announcements; callers are told to repeat: {}", reason);
    }
  }

  private static String reason(Throwable failure) {
    return failure instanceof ApiException && failure.getMessage() != null
        ? failure.getMessage()
        : failure.toString();
  }

  private static Throwable root(Throwable failure) {
    Throwable root = failure;
    while ((root instanceof CompletionException || root instanceof KafkaException)
        && root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }
}
