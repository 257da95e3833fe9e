package fm.raido.worker.tracing;

import fm.raido.schemas.announcement.Outcome;
import fm.raido.schemas.announcement.PassKey;
import fm.raido.schemas.protection.CallResult;
import fm.raido.schemas.topic.TopicCatalogue;
import fm.raido.traces.EndedSpan;
import fm.raido.traces.EndedSpan.Kind;
import fm.raido.traces.SpanAttributes;
import fm.raido.traces.TraceContext;
import fm.raido.traces.Traces;
import fm.raido.worker.loop.RequestTraces;
import fm.raido.worker.settlement.Decided;
import fm.raido.worker.window.Trail;
import java.net.URI;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A worker's spans, with the names that OpenTelemetry's conventions for messaging and HTTP give
 * them; {@code docs/traces.md} lists them.
 */
public final class RequestSpans implements RequestTraces {
  private static final String PROCESS = "process";
  private static final String DUPLICATE = "duplicate";
  private static final int STATUS_FAILED = 400;

  private final Traces traces;
  private final String worker;
  private final URI speechUrl;

  /**
   * @param worker this start of the worker, by name
   * @param speechUrl what is called
   */
  public RequestSpans(Traces traces, String worker, URI speechUrl) {
    this.traces = traces;
    this.worker = worker;
    this.speechUrl = speechUrl;
  }

  @Override
  public @Nullable Trail takenUp(@Nullable String traceparent, @Nullable PassKey key, Instant at) {
    TraceContext parent = TraceContext.parse(traceparent);
    TraceContext own = traces.begin(parent);
    return own == null || !own.sampled() ? null : new Trail(parent, own, at, key);
  }

  @Override
  public void called(Trail trail, EndedCall call) {
    TraceContext own = traces.begin(trail.own());
    if (own == null || call.result() == CallResult.UNUSED) {
      return;
    }
    String result = word(call.result());
    boolean failed = call.result() != CallResult.SPOKEN;
    SpanAttributes attributes =
        new SpanAttributes()
            .with("http.request.method", "POST")
            .with("url.full", speechUrl.toString())
            .with("server.address", speechUrl.getHost())
            .with("server.port", port(speechUrl))
            .with("raido.call.id", call.callId())
            .with("raido.call.result", result);
    if (call.status() > 0) {
      attributes.with("http.response.status_code", call.status());
    }
    if (failed) {
      attributes.with(
          "error.type", call.status() >= STATUS_FAILED ? Integer.toString(call.status()) : result);
    }
    traces.export(
        new EndedSpan(
            own,
            trail.own(),
            "POST " + speechUrl.getPath(),
            Kind.CLIENT,
            call.startedAt(),
            call.startedAt().plus(call.took()),
            attributes.toMap(),
            failed ? result : null));
  }

  @Override
  public void settled(Trail trail, Decided decided, Instant at) {
    Outcome outcome = decided.outcome();
    SpanAttributes attributes =
        SpanAttributes.messaging(PROCESS, TopicCatalogue.REQUESTS)
            .with("messaging.destination.partition.id", Integer.toString(decided.partition()))
            .with("messaging.consumer.group.name", TopicCatalogue.WORKERS_GROUP)
            .with("messaging.client.id", worker)
            .with("messaging.kafka.offset", decided.offset());
    PassKey key = trail.key();
    if (key != null) {
      attributes.with("raido.request.id", key.id()).with("raido.request.pass", key.pass());
    }
    if (outcome == null) {
      attributes.with("raido.outcome", DUPLICATE);
    } else {
      attributes
          .with("messaging.kafka.message.key", outcome.station())
          .with("raido.outcome", word(outcome.outcome()))
          .with("raido.attempts", outcome.attempts());
    }
    attributes.with("raido.waited_for", trail.waitedFor());
    String error = null;
    if (decided.ending() instanceof Decided.Ending.Buried buried) {
      attributes.with("error.type", word(buried.letter().reason()));
      error = buried.letter().detail();
    }
    traces.export(
        new EndedSpan(
            trail.own(),
            trail.parent(),
            PROCESS + " " + TopicCatalogue.REQUESTS,
            Kind.CONSUMER,
            trail.takenUpAt(),
            at,
            attributes.toMap(),
            error));
  }

  private static int port(URI url) {
    return url.getPort() >= 0 ? url.getPort() : "https".equals(url.getScheme()) ? 443 : 80;
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
