package fm.raido.worker.tracing;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import fm.raido.protection.decision.HoldCause;
import fm.raido.schemas.announcement.AnnouncementKind;
import fm.raido.schemas.announcement.AnnouncementRequest;
import fm.raido.schemas.letter.DeadLetterReason;
import fm.raido.schemas.protection.CallResult;
import fm.raido.schemas.protection.GateCause;
import fm.raido.traces.EndedSpan;
import fm.raido.traces.EndedSpan.Kind;
import fm.raido.traces.SpanSink;
import fm.raido.traces.TraceContext;
import fm.raido.traces.Traces;
import fm.raido.worker.loop.RequestTraces.EndedCall;
import fm.raido.worker.settlement.Decided;
import fm.raido.worker.settlement.Endings;
import fm.raido.worker.window.Trail;
import fm.raido.worker.window.Waiting;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestSpansTest {
  private static final Instant AT = Instant.parse("2026-11-01T20:16:02Z");
  private static final TraceContext SENT =
      new TraceContext("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331", true);
  private static final AnnouncementRequest REQUEST =
      new AnnouncementRequest(
          1,
          "a-1",
          "main",
          AnnouncementKind.CUSTOM,
          null,
          "Words.",
          null,
          null,
          null,
          AT.minusSeconds(9),
          1);

  private final Collected collected = new Collected();
  private final RequestSpans spans =
      new RequestSpans(
          Traces.into(collected, 1), "w1", URI.create("http://kokoro-tts:8880/v1/audio/speech"));
  private final Endings endings = new Endings("w1");

  @Test
  void aRequestsSpanIsFromItsFetchToItsSettlementAndHangsBelowItsSend() {
    Trail trail = takenUp();
    trail.held(HoldCause.GATE_CLOSED, Set.of(GateCause.BREAKER_OPEN, GateCause.OPERATOR));
    trail.held(HoldCause.BACKING_OFF, Set.of());
    Decided decided =
        endings.buried(
            waiting(trail), DeadLetterReason.EXHAUSTED, "2 attempts failed", 2, AT.plusSeconds(4));
    spans.settled(trail, decided, AT.plusSeconds(5));

    assertThat(collected.spans)
        .containsExactly(
            new EndedSpan(
                trail.own(),
                SENT,
                "process raido.requests",
                Kind.CONSUMER,
                AT,
                AT.plusSeconds(5),
                Map.ofEntries(
                    Map.entry("messaging.system", "kafka"),
                    Map.entry("messaging.operation.name", "process"),
                    Map.entry("messaging.operation.type", "process"),
                    Map.entry("messaging.destination.name", "raido.requests"),
                    Map.entry("messaging.destination.partition.id", "3"),
                    Map.entry("messaging.consumer.group.name", "raido-dj-workers"),
                    Map.entry("messaging.client.id", "w1"),
                    Map.entry("messaging.kafka.offset", 101L),
                    Map.entry("messaging.kafka.message.key", "main"),
                    Map.entry("raido.request.id", "a-1"),
                    Map.entry("raido.request.pass", 1L),
                    Map.entry("raido.outcome", "dead_lettered"),
                    Map.entry("raido.attempts", 2L),
                    Map.entry(
                        "raido.waited_for", List.of("backing_off", "breaker_open", "operator")),
                    Map.entry("error.type", "exhausted")),
                "2 attempts failed"));
    assertThat(trail.own().traceId()).isEqualTo(SENT.traceId());
    assertThat(decided.traceparent())
        .as("outcome and letter carry it on")
        .isEqualTo(trail.own().traceparent());
  }

  @ParameterizedTest
  @CsvSource({
    "SPOKEN,      200, 200,  ,          ",
    "BROKEN,      500, 500, 500,        broken",
    "OVERLOADED,  429, 429, 429,        overloaded",
    "BROKEN,      200, 200, broken,     broken",
    "BROKEN,        0,    , broken,     broken",
    "TIMED_OUT,     0,    , timed_out,  timed_out",
    "UNSPEAKABLE, 422, 422, 422,        unspeakable",
  })
  void aCallIsASpanBelowItsRequests(
      CallResult result,
      int status,
      @org.jspecify.annotations.Nullable Long told,
      @org.jspecify.annotations.Nullable String errorType,
      @org.jspecify.annotations.Nullable String error) {
    Trail trail = takenUp();
    spans.called(trail, new EndedCall("w1-7", result, status, AT, Duration.ofMillis(40)));

    EndedSpan span = collected.spans.getFirst();
    assertThat(span.parent()).isEqualTo(trail.own());
    assertThat(span.name()).isEqualTo("POST /v1/audio/speech");
    assertThat(span.kind()).isEqualTo(Kind.CLIENT);
    assertThat(span.end()).isEqualTo(AT.plusMillis(40));
    assertThat(span.error()).isEqualTo(error);
    assertThat(span.attributes().get("http.response.status_code")).isEqualTo(told);
    assertThat(span.attributes().get("error.type")).isEqualTo(errorType);
    assertThat(span.attributes())
        .containsEntry("server.address", "kokoro-tts")
        .containsEntry("server.port", 8880L)
        .containsEntry("raido.call.id", "w1-7");
  }

  @Test
  void aGrantThatWasNotUsedIsNoCall() {
    spans.called(takenUp(), new EndedCall("w1-7", CallResult.UNUSED, 0, AT, Duration.ZERO));
    assertThat(collected.spans).isEmpty();
  }

  @Test
  void aDuplicateSaysSo() {
    Trail trail = takenUp();
    spans.settled(trail, endings.duplicate(waiting(trail)), AT.plusSeconds(1));
    assertThat(collected.spans.getFirst().attributes())
        .containsEntry("raido.outcome", "duplicate")
        .containsEntry("raido.request.id", "a-1")
        .doesNotContainKey("error.type");
  }

  @Test
  void poisonHangsInTheTraceOfWhoSentItAndItsLetterCarriesItOn() {
    Trail trail = requireNonNull(spans.takenUp(SENT.traceparent(), null, AT));
    Decided decided = endings.poison(3, 1, 101, AT, new byte[0], "no JSON", trail, AT);
    spans.settled(trail, decided, AT.plusSeconds(1));
    assertThat(collected.spans.getFirst().attributes()).containsEntry("error.type", "poison");
    assertThat(decided.traceparent()).isEqualTo(trail.own().traceparent());
  }

  @Test
  void whatIsNotSampledHasNoTrailAndCarriesOnWhatItCameWith() {
    String unsampled = SENT.traceparent().replaceAll("-01$", "-00");
    assertThat(spans.takenUp(unsampled, REQUEST.passKey(), AT)).isNull();
    Waiting waiting =
        new Waiting(3, 1, 101, REQUEST, AT.minusSeconds(1), 100, unsampled, null, null);
    assertThat(endings.expired(waiting, "late", 0, AT).traceparent()).isEqualTo(unsampled);
  }

  private Trail takenUp() {
    return requireNonNull(spans.takenUp(SENT.traceparent(), REQUEST.passKey(), AT));
  }

  private static Waiting waiting(Trail trail) {
    return new Waiting(
        3, 1, 101, REQUEST, AT.minusSeconds(1), 100, SENT.traceparent(), null, trail);
  }

  private static final class Collected implements SpanSink {
    private final List<EndedSpan> spans = new ArrayList<>();

    @Override
    public void take(EndedSpan span) {
      spans.add(span);
    }

    @Override
    public void close() {}
  }
}
