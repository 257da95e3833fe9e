package fm.raido.producer.tracing;

import fm.raido.producer.publish.PublishResult;
import fm.raido.producer.publish.RequestPublisher;
import fm.raido.schemas.announcement.AnnouncementRequest;
import fm.raido.schemas.topic.TopicCatalogue;
import fm.raido.traces.EndedSpan;
import fm.raido.traces.EndedSpan.Kind;
import fm.raido.traces.SpanAttributes;
import fm.raido.traces.TraceContext;
import fm.raido.traces.Traces;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Publishes with another publisher, and makes a span of each send, whose context the record
 * carries.
 */
public final class TracedPublisher implements RequestPublisher {
  private static final String SEND = "send";

  private final RequestPublisher publisher;
  private final Traces traces;
  private final Clock clock;

  private TracedPublisher(RequestPublisher publisher, Traces traces, Clock clock) {
    this.publisher = publisher;
    this.traces = traces;
    this.clock = clock;
  }

  /** The publisher itself where traces are off. */
  public static RequestPublisher of(RequestPublisher publisher, Traces traces, Clock clock) {
    return traces.isOn() ? new TracedPublisher(publisher, traces, clock) : publisher;
  }

  @Override
  public CompletableFuture<PublishResult> publish(
      AnnouncementRequest request, @Nullable String traceparent) {
    TraceContext parent = TraceContext.parse(traceparent);
    TraceContext own = traces.begin(parent);
    if (own == null || !own.sampled()) {
      return publisher.publish(request, own == null ? traceparent : own.traceparent());
    }
    Instant start = clock.instant();
    return publisher
        .publish(request, own.traceparent())
        .whenComplete(
            (result, failure) -> traces.export(span(own, parent, request, start, result, failure)));
  }

  private EndedSpan span(
      TraceContext own,
      @Nullable TraceContext parent,
      AnnouncementRequest request,
      Instant start,
      @Nullable PublishResult result,
      @Nullable Throwable failure) {
    SpanAttributes attributes =
        SpanAttributes.messaging(SEND, TopicCatalogue.REQUESTS)
            .with("messaging.kafka.message.key", request.station())
            .with("raido.request.id", request.id())
            .with("raido.request.pass", request.pass());
    String error =
        switch (result) {
          case PublishResult.Published() -> null;
          case PublishResult.NotTaken(var reason) -> {
            attributes.with("error.type", "not_taken");
            yield reason;
          }
          case PublishResult.Unknown(var reason) -> {
            attributes.with("error.type", "unknown");
            yield reason;
          }
          case null -> {
            attributes.with("error.type", "_OTHER");
            yield String.valueOf(failure);
          }
        };
    return new EndedSpan(
        own,
        parent,
        SEND + " " + TopicCatalogue.REQUESTS,
        Kind.PRODUCER,
        start,
        clock.instant(),
        attributes.toMap(),
        error);
  }
}
