package fm.raido.traces;

import fm.raido.schemas.settings.RaidoSettings;
import fm.raido.schemas.settings.Secret;
import fm.raido.schemas.settings.Settings;
import fm.raido.schemas.settings.WrongSetting;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** The traces of one program. Safe for use by any thread; nothing here waits but {@code close}. */
public final class Traces implements AutoCloseable {
  /** Nobody wants any. */
  public static final Traces OFF = new Traces(null, new Sampling(0));

  private final @Nullable SpanSink sink;
  private final Sampling sampling;

  private Traces(@Nullable SpanSink sink, Sampling sampling) {
    this.sink = sink;
    this.sampling = sampling;
  }

  /**
   * As the settings have it: off where no endpoint is set.
   *
   * @param program what the spans are of, such as {@code raido-worker}
   * @throws WrongSetting if a setting breaks its rule
   */
  public static Traces of(Settings settings, String program) {
    Optional<URI> endpoint = settings.get(RaidoSettings.OTEL_EXPORTER_OTLP_ENDPOINT);
    Sampling sampling = new Sampling(settings.get(RaidoSettings.OTEL_TRACES_SAMPLER_ARG));
    Map<String, String> headers =
        settings
            .get(RaidoSettings.OTEL_EXPORTER_OTLP_HEADERS)
            .map(Traces::headers)
            .orElse(Map.of());
    return endpoint
        .map(to -> new Traces(OtlpSpans.start(to, headers, program), sampling))
        .orElse(OFF);
  }

  private static Map<String, String> headers(Secret secret) {
    return secret
        .read()
        .flatMap(OtlpHeaders::parse)
        .orElseThrow(() ->
            new WrongSetting(
                RaidoSettings.OTEL_EXPORTER_OTLP_HEADERS.name(),
                secret.whereabouts(),
                RaidoSettings.OTEL_EXPORTER_OTLP_HEADERS.rule()));
  }

  /**
   * Into something else than a collector.
   *
   * @param share of the traces that begin here, 0 to 1
   */
  public static Traces into(SpanSink sink, double share) {
    return new Traces(sink, new Sampling(share));
  }

  public boolean isOn() {
    return sink != null;
  }

  /**
   * The context of a span that begins, and that its children and the records it writes carry on;
   * null where traces are off. Where it is not sampled there is nothing to export at its end.
   *
   * @param parent null: a new trace begins
   */
  public @Nullable TraceContext begin(@Nullable TraceContext parent) {
    return sink == null ? null : sampling.begin(parent, ThreadLocalRandom.current());
  }

  /** Hands a span on, if it is sampled; it may be dropped on its way. */
  public void export(EndedSpan span) {
    if (sink != null && span.context().sampled()) {
      sink.take(span);
    }
  }

  /** Hands on what is left, for a second or two at most. */
  @Override
  public void close() {
    if (sink != null) {
      sink.close();
    }
  }
}
