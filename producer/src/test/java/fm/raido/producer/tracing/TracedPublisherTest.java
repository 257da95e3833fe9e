package fm.raido.producer.tracing;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import fm.raido.producer.publish.PublishResult;
import fm.raido.producer.publish.RequestPublisher;
import fm.raido.schemas.announcement.AnnouncementKind;
import fm.raido.schemas.announcement.AnnouncementRequest;
import fm.raido.traces.EndedSpan;
import fm.raido.traces.EndedSpan.Kind;
import fm.raido.traces.SpanSink;
import fm.raido.traces.TraceContext;
import fm.raido.traces.Traces;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TracedPublisherTest {
  private static final Instant NOW = Instant.parse("2026-11-01T20:16:02Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final String CALLER = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
  private static final AnnouncementRequest REQUEST =
      new AnnouncementRequest(
          1, "a-1", "main", AnnouncementKind.CUSTOM, null, "Words.", null, null, null, NOW, 0);

  private final List<@Nullable String> carried = new ArrayList<>();
  private final CompletableFuture<PublishResult> answer = new CompletableFuture<>();
  private final RequestPublisher plain =
      (request, traceparent) -> {
        carried.add(traceparent);
        return answer;
      };
  private final List<EndedSpan> spans = new ArrayList<>();
  private final SpanSink sink =
      new SpanSink() {
        @Override
        public void take(EndedSpan span) {
          spans.add(span);
        }

        @Override
        public void close() {}
      };

  @Test
  void theRecordCarriesTheSendsOwnContextAndTheSpanComesWithTheBrokersAnswer() {
    var _ = traced(1).publish(REQUEST, CALLER);
    assertThat(spans).isEmpty();
    answer.complete(new PublishResult.Published());

    TraceContext sent = requireNonNull(TraceContext.parse(carried.getFirst()));
    EndedSpan span = spans.getFirst();
    assertThat(span.context()).isEqualTo(sent);
    assertThat(span.parent()).isEqualTo(TraceContext.parse(CALLER));
    assertThat(span.name()).isEqualTo("send raido.requests");
    assertThat(span.kind()).isEqualTo(Kind.PRODUCER);
    assertThat(span.error()).isNull();
    assertThat(span.attributes())
        .containsEntry("messaging.system", "kafka")
        .containsEntry("messaging.operation.type", "send")
        .containsEntry("raido.request.id", "a-1")
        .doesNotContainKey("error.type");
  }

  @Test
  void aSendThatIsNotTakenIsAnError() {
    var _ = traced(1).publish(REQUEST, null);
    answer.complete(new PublishResult.NotTaken("no broker"));
    assertThat(spans.getFirst().parent()).isNull();
    assertThat(spans.getFirst().error()).isEqualTo("no broker");
    assertThat(spans.getFirst().attributes()).containsEntry("error.type", "not_taken");
  }

  @Test
  void whatIsNotSampledSaysSoToThoseBehind() {
    var _ = traced(0).publish(REQUEST, null);
    answer.complete(new PublishResult.Published());
    assertThat(spans).isEmpty();
    assertThat(carried.getFirst()).endsWith("-00");
  }

  @Test
  void withoutTracesThePublisherIsTheOneThatItWas() {
    assertThat(TracedPublisher.of(plain, Traces.OFF, CLOCK)).isSameAs(plain);
  }

  private RequestPublisher traced(double share) {
    return TracedPublisher.of(plain, Traces.into(sink, share), CLOCK);
  }
}
