package fm.raido.station;

import static org.assertj.core.api.Assertions.assertThat;

import fm.raido.controlroom.deadletters.DeadLettersCommand;
import fm.raido.schemas.settings.Settings;
import fm.raido.schemas.topic.TopicCatalogue;
import fm.raido.schemas.wire.Headers;
import fm.raido.schemas.wire.RaidoRecords;
import fm.raido.testkit.CommittedRecords;
import fm.raido.testkit.Reply;
import fm.raido.testkit.ScriptedSpeechHost;
import fm.raido.testkit.traces.OtlpReceiver;
import fm.raido.testkit.traces.OtlpReceiver.Manner;
import fm.raido.testkit.traces.ReceivedSpan;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** One trace tells a request's whole life, and a collector that takes nothing changes nothing. */
@Timeout(120)
class TracesIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Without a collector a station like this one stops in two or three seconds. */
  private static final Duration STOP = Duration.ofSeconds(15);

  @TempDir Path dir;

  @Test
  void aRequestThatFailsAndIsReplayedIsOneTree() throws Exception {
    try (OtlpReceiver collector = OtlpReceiver.start(Manner.TAKES);
        ScriptedSpeechHost host = ScriptedSpeechHost.start();
        Station station = start(host, collector)) {
      host.next(Reply.broken(), Reply.broken());
      Caller.announce(station);
      awaitOutcomes(station, 1);
      replay(station, collector);
      awaitOutcomes(station, 2);
      Awaitility.await("all spans of the trace")
          .atMost(PATIENCE)
          .until(() -> ofTheTrace(collector).size() >= 8);

      List<ReceivedSpan> spans = ofTheTrace(collector);
      assertThat(tree(spans))
          .containsExactly(
              "raido-producer SERVER POST /v1/announcements 202",
              "  raido-producer PRODUCER send raido.requests",
              "    raido-worker CONSUMER process raido.requests, pass 0: dead_lettered after 2, exhausted",
              "      raido-worker CLIENT POST /v1/audio/speech 500, 500",
              "      raido-worker CLIENT POST /v1/audio/speech 500, 500",
              "      raido-dead-letters PRODUCER send raido.requests",
              "        raido-worker CONSUMER process raido.requests, pass 1: spoken after 1",
              "          raido-worker CLIENT POST /v1/audio/speech 200");
      assertThat(traceparents(station, TopicCatalogue.REQUESTS))
          .containsExactlyElementsOf(contexts(spans, "send raido.requests"));
      assertThat(traceparents(station, TopicCatalogue.OUTCOMES))
          .containsExactlyElementsOf(contexts(spans, "process raido.requests"));
    }
  }

  @Test
  void aCollectorThatNeverAnswersChangesNothing() throws Exception {
    try (OtlpReceiver collector = OtlpReceiver.start(Manner.HANGS);
        ScriptedSpeechHost host = ScriptedSpeechHost.start()) {
      long closing;
      try (Station station = start(host, collector)) {
        Caller.announce(station);
        awaitOutcomes(station, 1);
        Awaitility.await("it was asked")
            .atMost(PATIENCE)
            .until(() -> !collector.headers().isEmpty());
        closing = System.nanoTime();
      }
      assertThat(Duration.ofNanos(System.nanoTime() - closing)).isLessThan(STOP);
      assertThat(host.calls()).hasSize(1);
    }
  }

  private Station start(ScriptedSpeechHost host, OtlpReceiver collector) {
    Station station =
        Station.start(
            StationPlan.everyday(dir, true, 0),
            Map.of(
                "KOKORO_BASE_URL", host.baseUrl().toString(),
                "BACKOFF_MIN", "100ms",
                "BACKOFF_MAX", "200ms",
                "OTEL_EXPORTER_OTLP_ENDPOINT", collector.endpoint().toString(),
                // The tests' own machine is busy with the tests.
                "PROTECT_ON_HOSTS", "nobody"));
    Awaitility.await("the worker is on air")
        .atMost(PATIENCE)
        .until(() -> station.worker().worker().isLive());
    return station;
  }

  /** By the command, with settings of its own. */
  private static void replay(Station station, OtlpReceiver collector) {
    Settings settings =
        Settings.of(Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", collector.endpoint().toString()));
    int code =
        new CommandLine(new DeadLettersCommand(settings, Clock.systemUTC()))
            .execute("replay", "--all", "--who", "ann", "--kafka", station.bootstrapServers());
    assertThat(code).isZero();
  }

  private static void awaitOutcomes(Station station, int count) {
    Awaitility.await(count + " outcomes")
        .atMost(PATIENCE)
        .until(() -> read(station, TopicCatalogue.OUTCOMES) == count);
  }

  private static int read(Station station, String topic) {
    return CommittedRecords.of(station.bootstrapServers(), topic).size();
  }

  private static List<ReceivedSpan> ofTheTrace(OtlpReceiver collector) {
    return collector.spans().stream()
        .filter(span -> span.traceId().equals(Caller.TRACE_ID))
        .sorted(Comparator.comparingLong(ReceivedSpan::startNanos))
        .toList();
  }

  /** The records' contexts, in the order of their passes. */
  private static List<String> traceparents(Station station, String topic) {
    return CommittedRecords.of(station.bootstrapServers(), topic).stream()
        .map(record ->
            String.valueOf(RaidoRecords.headerText(record.headers(), Headers.TRACEPARENT)))
        .toList();
  }

  private static List<String> contexts(List<ReceivedSpan> spans, String name) {
    return spans.stream()
        .filter(span -> span.name().equals(name))
        .map(span -> "00-" + Caller.TRACE_ID + "-" + span.spanId() + "-01")
        .toList();
  }

  /** Each span a line, its children below it, in the order in which they began. */
  private static List<String> tree(List<ReceivedSpan> spans) {
    Map<String, List<ReceivedSpan>> children = new HashMap<>();
    spans.forEach(
        span -> children.computeIfAbsent(span.parentSpanId(), _ -> new ArrayList<>()).add(span));
    List<String> lines = new ArrayList<>();
    grow(Caller.SPAN_ID, "", children, lines);
    assertThat(lines).as("each hangs in the tree: %s", spans).hasSameSizeAs(spans);
    return lines;
  }

  private static void grow(
      String parent, String indent, Map<String, List<ReceivedSpan>> children, List<String> lines) {
    for (ReceivedSpan span : children.getOrDefault(parent, List.of())) {
      lines.add(indent + line(span));
      grow(span.spanId(), indent + "  ", children, lines);
    }
  }

  private static String line(ReceivedSpan span) {
    Map<String, String> attributes = span.attributes();
    String status = attributes.getOrDefault("http.response.status_code", "");
    String line =
        span.service()
            + " "
            + span.kind()
            + " "
            + span.name()
            + (status.isEmpty() ? "" : " " + status);
    if (attributes.containsKey("raido.outcome")) {
      line +=
          ", pass %s: %s after %s"
              .formatted(
                  attributes.get("raido.request.pass"),
                  attributes.get("raido.outcome"),
                  attributes.get("raido.attempts"));
    }
    assertThat(span.error()).isEqualTo(attributes.containsKey("error.type"));
    return span.error() ? line + ", " + attributes.get("error.type") : line;
  }
}
