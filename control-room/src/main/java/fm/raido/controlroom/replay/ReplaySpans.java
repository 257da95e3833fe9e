package fm.raido.controlroom.replay;

import fm.raido.controlroom.letters.Letter;
import fm.raido.controlroom.replay.MoveResult.Landing;
import fm.raido.schemas.announcement.PassKey;
import fm.raido.schemas.topic.TopicCatalogue;
import fm.raido.traces.EndedSpan;
import fm.raido.traces.EndedSpan.Kind;
import fm.raido.traces.SpanAttributes;
import fm.raido.traces.TraceContext;
import fm.raido.traces.Traces;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Makes a span of each letter that goes back as a request, so that its next pass is one with it.
 */
final class ReplaySpans {
  static final ReplaySpans OFF = new ReplaySpans(Traces.OFF, "");

  private static final String SEND = "send";

  private final Traces traces;
  private final String run;

  ReplaySpans(Traces traces, String run) {
    this.traces = traces;
    this.run = run;
  }

  /** What the letter's header says; null where it says nothing. */
  static @Nullable TraceContext parent(Letter letter) {
    return letter instanceof Letter.OfWorker own ? TraceContext.parse(own.traceparent()) : null;
  }

  /** The context of its way back; null where traces are off. */
  @Nullable TraceContext begin(Letter letter) {
    return traces.begin(parent(letter));
  }

  /** It is committed that it has gone. */
  void moved(Outgoing outgoing, @Nullable Landing landing, Instant start, Instant end) {
    TraceContext own = outgoing.trace();
    PassKey request = outgoing.request().orElse(null);
    if (own == null || request == null || !own.sampled()) {
      return;
    }
    SpanAttributes attributes =
        SpanAttributes.messaging(SEND, TopicCatalogue.REQUESTS)
            .with("raido.request.id", request.id())
            .with("raido.request.pass", request.pass())
            .with("raido.replay.run", run);
    if (landing != null) {
      attributes
          .with("messaging.destination.partition.id", Integer.toString(landing.partition()))
          .with("messaging.kafka.offset", landing.offset());
    }
    traces.export(
        new EndedSpan(
            own,
            parent(outgoing.letter()),
            SEND + " " + TopicCatalogue.REQUESTS,
            Kind.PRODUCER,
            start,
            end,
            attributes.toMap(),
            null));
  }
}
