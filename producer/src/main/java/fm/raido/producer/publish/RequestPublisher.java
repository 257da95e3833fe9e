package fm.raido.producer.publish;

import fm.raido.schemas.announcement.AnnouncementRequest;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Hands requests to the brokers. Safe for use by any thread. */
public interface RequestPublisher {

  /**
   * Publishes one.
   *
   * @param traceparent W3C trace context to carry on, or null
   * @return completes normally, always; the call itself may block for as long as the client looks
   *     for a broker
   */
  CompletableFuture<PublishResult> publish(
      AnnouncementRequest request, @Nullable String traceparent);
}
