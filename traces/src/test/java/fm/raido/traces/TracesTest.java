package fm.raido.traces;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fm.raido.schemas.settings.Settings;
import fm.raido.schemas.settings.WrongSetting;
import fm.raido.testkit.traces.OtlpReceiver;
import fm.raido.testkit.traces.OtlpReceiver.Manner;
import fm.raido.testkit.traces.ReceivedSpan;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(30)
class TracesTest {
  private static final Instant START = Instant.parse("2026-11-01T12:00:00.123456789Z");

  @Test
  void theyAreOffWhereNoCollectorIsSet() {
    Traces traces = Traces.of(Settings.of(Map.of("OTEL_TRACES_SAMPLER_ARG", "1")), "raido-test");
    assertThat(traces.isOn()).isFalse();
    assertThat(traces.begin(null)).isNull();
    traces.close();
  }

  /** Seen by a class loader that has none of its jars. */
  @Test
  void whereTheyAreOffNothingOfOpenTelemetryIsNeeded() throws Exception {
    URL[] without =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
            .filter(entry -> !entry.contains("opentelemetry"))
            .map(TracesTest::url)
            .toArray(URL[]::new);
    try (URLClassLoader loader =
        new URLClassLoader(without, ClassLoader.getPlatformClassLoader())) {
      assertThatThrownBy(() -> loader.loadClass("io.opentelemetry.api.trace.Span"))
          .isInstanceOf(ClassNotFoundException.class);
      Class<?> settings = loader.loadClass(Settings.class.getName());
      Object none = settings.getMethod("of", Map.class).invoke(null, Map.of());
      Class<?> traces = loader.loadClass(Traces.class.getName());
      Object off = traces.getMethod("of", settings, String.class).invoke(null, none, "x");
      assertThat(traces.getMethod("isOn").invoke(off)).isEqualTo(false);
      traces.getMethod("close").invoke(off);
    }
  }

  private static URL url(String entry) {
    try {
      return Path.of(entry).toUri().toURL();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void aSpanComesWithItsOwnIdsTimesAndHeaders() {
    try (OtlpReceiver collector = OtlpReceiver.start(Manner.TAKES)) {
      Traces traces = on(collector, Map.of("OTEL_EXPORTER_OTLP_HEADERS", "api-key=s3cret%21"));
      TraceContext root = begin(traces, null);
      TraceContext child = begin(traces, root);
      traces.export(span(child, root, "child", "it broke"));
      traces.export(span(root, null, "root", null));
      traces.close();

      List<ReceivedSpan> spans = collector.spans();
      assertThat(spans).hasSize(2);
      ReceivedSpan first = spans.getFirst();
      long start = START.getEpochSecond() * 1_000_000_000L + START.getNano();
      assertThat(first)
          .isEqualTo(
              new ReceivedSpan(
                  "raido-test",
                  root.traceId(),
                  child.spanId(),
                  root.spanId(),
                  "child",
                  "CLIENT",
                  start,
                  start + 5_000_000,
                  Map.of("a", "text", "b", "7", "c", "[x, y]"),
                  true));
      assertThat(spans.getLast().spanId()).isEqualTo(root.spanId());
      assertThat(spans.getLast().traceId()).isEqualTo(root.traceId());
      assertThat(spans.getLast().parentSpanId()).isEmpty();
      assertThat(spans.getLast().error()).isFalse();
      assertThat(collector.headers().getFirst()).containsEntry("Api-key", List.of("s3cret!"));
    }
  }

  @Test
  void whatIsNotSampledIsNotExported() {
    try (OtlpReceiver collector = OtlpReceiver.start(Manner.TAKES)) {
      Traces traces = on(collector, Map.of("OTEL_TRACES_SAMPLER_ARG", "0"));
      TraceContext root = begin(traces, null);
      assertThat(root.sampled()).isFalse();
      traces.export(span(root, null, "root", null));
      traces.close();
      assertThat(collector.headers()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Manner.class,
      names = {"HANGS", "TALKS_RUBBISH"})
  void aCollectorThatTakesNothingHoldsUpNobody(Manner manner) {
    try (OtlpReceiver collector = OtlpReceiver.start(manner)) {
      Traces traces = on(collector, Map.of());
      long begun = System.nanoTime();
      for (int i = 0; i < 20_000; i++) {
        TraceContext root = begin(traces, null);
        traces.export(span(root, null, "root", null));
      }
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
      Awaitility.await("it was asked")
          .atMost(Duration.ofSeconds(10))
          .until(() -> !collector.headers().isEmpty());
      long closing = System.nanoTime();
      traces.close();
      assertThat(Duration.ofNanos(System.nanoTime() - closing)).isLessThan(Duration.ofSeconds(3));
      assertThat(collector.spans()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "OTEL_EXPORTER_OTLP_ENDPOINT | collector:4318 | OTEL_EXPORTER_OTLP_ENDPOINT is \"collector:4318\": must be an http or https URL with a host, without query",
        "OTEL_TRACES_SAMPLER_ARG     | 1.5            | OTEL_TRACES_SAMPLER_ARG is \"1.5\": must be a number from 0 to 1",
        "OTEL_EXPORTER_OTLP_HEADERS  | s3cret         | OTEL_EXPORTER_OTLP_HEADERS is \"(secret)\": must be name=value with commas between several, or file: and the path of a file that holds them",
        "OTEL_EXPORTER_OTLP_HEADERS  | key=s3%zz      | OTEL_EXPORTER_OTLP_HEADERS is \"(secret)\": must be name=value with commas between several, or file: and the path of a file that holds them",
      })
  void aWrongValueIsToldWithoutWhatIsSecret(String name, String value, String message) {
    assertThatThrownBy(() -> Traces.of(Settings.of(Map.of(name, value)), "raido-test"))
        .isInstanceOf(WrongSetting.class)
        .hasMessage(message);
  }

  @Test
  void aFileOfHeadersThatIsNotThereIsToldByItsName(@TempDir Path dir) {
    String file = "file:" + dir.resolve("none");
    assertThatThrownBy(
            () -> Traces.of(Settings.of(Map.of("OTEL_EXPORTER_OTLP_HEADERS", file)), "raido-test"))
        .isInstanceOf(WrongSetting.class)
        .hasMessageStartingWith("OTEL_EXPORTER_OTLP_HEADERS is \"" + file + "\"");
  }

  private static Traces on(OtlpReceiver collector, Map<String, String> more) {
    Map<String, String> settings = new HashMap<>(more);
    settings.put("OTEL_EXPORTER_OTLP_ENDPOINT", collector.endpoint().toString());
    return Traces.of(Settings.of(settings), "raido-test");
  }

  private static TraceContext begin(
      Traces traces, @org.jspecify.annotations.Nullable TraceContext parent) {
    return java.util.Objects.requireNonNull(traces.begin(parent));
  }

  private static EndedSpan span(
      TraceContext context,
      @org.jspecify.annotations.Nullable TraceContext parent,
      String name,
      @org.jspecify.annotations.Nullable String error) {
    return new EndedSpan(
        context,
        parent,
        name,
        EndedSpan.Kind.CLIENT,
        START,
        START.plusMillis(5),
        new SpanAttributes().with("a", "text").with("b", 7).with("c", List.of("x", "y")).toMap(),
        error);
  }
}
