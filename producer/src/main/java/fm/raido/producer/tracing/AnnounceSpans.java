package fm.raido.producer.tracing;

import fm.raido.producer.http.Traceparent;
import fm.raido.traces.EndedSpan;
import fm.raido.traces.EndedSpan.Kind;
import fm.raido.traces.SpanAttributes;
import fm.raido.traces.TraceContext;
import fm.raido.traces.Traces;
import java.time.Clock;
import java.time.Instant;
import java.util.function.Function;

/** Makes a span of each announcement that the command line takes in itself. */
public final class AnnounceSpans {
  private final Traces traces;
  private final Clock clock;

  public AnnounceSpans(Traces traces, Clock clock) {
    this.traces = traces;
    this.clock = clock;
  }

  /**
   * Takes one in.
   *
   * @param intake given the trace context to carry on
   */
  public <T> T of(Function<String, T> intake) {
    TraceContext own = traces.begin(null);
    if (own == null) {
      return intake.apply(Traceparent.begun());
    }
    Instant start = clock.instant();
    T result = intake.apply(own.traceparent());
    if (own.sampled()) {
      traces.export(
          new EndedSpan(
              own,
              null,
              "announce",
              Kind.INTERNAL,
              start,
              clock.instant(),
              new SpanAttributes().toMap(),
              null));
    }
    return result;
  }
}
