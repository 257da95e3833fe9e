package fm.raido.traces;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.common.export.RetryPolicy;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends spans to a collector by OTLP over HTTP, in batches, on threads of OpenTelemetry's own. What
 * the collector does not take in time is lost, counted, and told once a minute.
 */
final class OtlpSpans implements SpanSink {
  private static final Logger LOG = LoggerFactory.getLogger(OtlpSpans.class);

  /**
   * Some megabytes at most; a worker that settles one request a second fills it in half an hour.
   */
  private static final int ON_THEIR_WAY_MAX = 2_048;

  private static final int BATCH_MAX = 512;
  private static final Duration BATCH_EVERY = Duration.ofSeconds(1);

  private static final Duration CONNECT = Duration.ofSeconds(2);

  /** The tries below and the pauses between them together. */
  private static final Duration ALL_TRIES = Duration.ofSeconds(8);

  /** The exporter gives up by itself, before this. */
  private static final Duration GIVEN_UP = Duration.ofSeconds(10);

  private static final RetryPolicy TRIES =
      RetryPolicy.builder()
          .setMaxAttempts(3)
          .setInitialBackoff(Duration.ofSeconds(1))
          .setMaxBackoff(Duration.ofSeconds(2))
          .build();

  /** Programs stop within seconds; a collector that is away must not cost them more than this. */
  private static final long LAST_SPANS_MILLIS = 1_500;

  private final PrescribedIds ids = new PrescribedIds();
  private final SpanCounts counts = new SpanCounts(ON_THEIR_WAY_MAX);
  private final URI collector;
  private final SdkTracerProvider provider;
  private final Tracer tracer;

  private OtlpSpans(URI collector, Map<String, String> headers, String program) {
    this.collector = collector;
    OtlpHttpSpanExporter otlp =
        OtlpHttpSpanExporter.builder()
            .setEndpoint(collector + "/v1/traces")
            .setHeaders(() -> headers)
            .setConnectTimeout(CONNECT)
            .setTimeout(ALL_TRIES)
            .setRetryPolicy(TRIES)
            .build();
    BatchSpanProcessor batches =
        BatchSpanProcessor.builder(new CountedExporter(otlp, counts, this::tellLost))
            // The counts let in no more than this, so that nothing is dropped behind their back.
            .setMaxQueueSize(ON_THEIR_WAY_MAX)
            .setMaxExportBatchSize(BATCH_MAX)
            .setScheduleDelay(BATCH_EVERY)
            .setExporterTimeout(GIVEN_UP)
            .build();
    this.provider =
        SdkTracerProvider.builder()
            .setResource(
                Resource.getDefault()
                    .merge(
                        Resource.create(
                            Attributes.of(
                                AttributeKey.stringKey("service.name"),
                                program,
                                AttributeKey.stringKey("service.namespace"),
                                "raido",
                                AttributeKey.stringKey("service.instance.id"),
                                UUID.randomUUID().toString()))))
            .setIdGenerator(ids)
            // What comes here was chosen before.
            .setSampler(Sampler.alwaysOn())
            .addSpanProcessor(batches)
            .build();
    this.tracer = provider.get("fm.raido");
  }

  /**
   * Begins to send.
   *
   * @param collector its base URL; {@code /v1/traces} is added
   * @param headers of each request
   * @param program the service that the spans are of
   */
  static OtlpSpans start(URI collector, Map<String, String> headers, String program) {
    LOG.info("traces of {} go to {}", program, collector);
    return new OtlpSpans(collector, headers, program);
  }

  @Override
  public void take(EndedSpan span) {
    if (!counts.admit()) {
      tellLost();
      return;
    }
    ids.prescribe(span.context());
    try {
      SpanBuilder builder =
          tracer
              .spanBuilder(span.name())
              .setSpanKind(kind(span.kind()))
              .setParent(parent(span.parent()))
              .setStartTimestamp(span.start())
              .setAllAttributes(attributes(span.attributes()));
      Span made = builder.startSpan();
      String error = span.error();
      if (error != null) {
        made.setStatus(StatusCode.ERROR, error);
      }
      made.end(span.end());
    } finally {
      ids.clear();
    }
  }

  private static Context parent(@Nullable TraceContext parent) {
    return parent == null
        ? Context.root()
        : Context.root()
            .with(
                Span.wrap(
                    SpanContext.createFromRemoteParent(
                        parent.traceId(),
                        parent.spanId(),
                        TraceFlags.getSampled(),
                        TraceState.getDefault())));
  }

  private static SpanKind kind(EndedSpan.Kind kind) {
    return switch (kind) {
      case SERVER -> SpanKind.SERVER;
      case INTERNAL -> SpanKind.INTERNAL;
      case PRODUCER -> SpanKind.PRODUCER;
      case CONSUMER -> SpanKind.CONSUMER;
      case CLIENT -> SpanKind.CLIENT;
    };
  }

  private static Attributes attributes(Map<String, Object> all) {
    AttributesBuilder builder = Attributes.builder();
    all.forEach((name, value) -> {
      switch (value) {
        case Long number -> builder.put(name, number);
        case Collection<?> texts ->
            builder.put(name, texts.stream().map(Object::toString).toArray(String[]::new));
        default -> builder.put(name, value.toString());
      }
    });
    return builder.build();
  }

  private void tellLost() {
    counts.toTell(System.nanoTime()).ifPresent(this::tell);
  }

  private void tell(long lost) {
    LOG.warn(
        "traces: {} spans did not reach {}; nothing else is held up by it (told once a minute at most)",
        lost,
        collector);
  }

  @Override
  public void close() {
    var ended = provider.shutdown().join(LAST_SPANS_MILLIS, TimeUnit.MILLISECONDS);
    if (!ended.isDone()) {
      counts.giveUp();
    }
    counts.rest().ifPresent(this::tell);
  }
}
