package fm.raido.testkit.traces;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.kafka.shaded.com.google.protobuf.ByteString;
import org.apache.kafka.shaded.io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import org.apache.kafka.shaded.io.opentelemetry.proto.common.v1.AnyValue;
import org.apache.kafka.shaded.io.opentelemetry.proto.common.v1.KeyValue;
import org.apache.kafka.shaded.io.opentelemetry.proto.resource.v1.Resource;
import org.apache.kafka.shaded.io.opentelemetry.proto.trace.v1.Span;
import org.apache.kafka.shaded.io.opentelemetry.proto.trace.v1.Status;
import org.jspecify.annotations.Nullable;

/**
 * Takes spans on a port of loopback. It reads them with the classes of OpenTelemetry's protocol
 * that Kafka's client carries for its own metrics: they are the published ones, and spare the tests
 * two libraries.
 */
public final class OtlpReceiver implements AutoCloseable {
  private static final int OK = 200;

  /** What a collector answers. */
  public enum Manner {
    /** It takes everything. */
    TAKES,
    /** It reads, and never answers. */
    HANGS,
    /** It answers with a page that has nothing to do with it. */
    TALKS_RUBBISH
  }

  private final List<ReceivedSpan> spans = new CopyOnWriteArrayList<>();
  private final List<Map<String, List<String>>> headers = new CopyOnWriteArrayList<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Manner manner;
  private final HttpServer server;

  private OtlpReceiver(Manner manner) throws IOException {
    this.manner = manner;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/v1/traces", this::take);
    server.start();
  }

  /**
   * Starts one.
   *
   * @throws UncheckedIOException if no port is to be had
   */
  public static OtlpReceiver start(Manner manner) {
    try {
      return new OtlpReceiver(manner);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** For {@code OTEL_EXPORTER_OTLP_ENDPOINT}. */
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** All that came, in the order in which it came. */
  public List<ReceivedSpan> spans() {
    return List.copyOf(spans);
  }

  /** The headers of each request. */
  public List<Map<String, List<String>>> headers() {
    return List.copyOf(headers);
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      headers.add(Map.copyOf(exchange.getRequestHeaders()));
      byte[] body = exchange.getRequestBody().readAllBytes();
      switch (manner) {
        case TAKES -> {
          read(ExportTraceServiceRequest.parseFrom(body));
          exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
          exchange.sendResponseHeaders(OK, -1);
        }
        case HANGS -> closing.await();
        case TALKS_RUBBISH -> {
          byte[] page = "<html>a page</html>".getBytes(java.nio.charset.StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(404, page.length);
          exchange.getResponseBody().write(page);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void read(ExportTraceServiceRequest request) {
    request
        .getResourceSpansList()
        .forEach(ofResource ->
            ofResource
                .getScopeSpansList()
                .forEach(ofScope ->
                    ofScope
                        .getSpansList()
                        .forEach(span -> spans.add(span(ofResource.getResource(), span)))));
  }

  private static ReceivedSpan span(Resource resource, Span span) {
    return new ReceivedSpan(
        attributes(resource.getAttributesList()).getOrDefault("service.name", ""),
        hex(span.getTraceId()),
        hex(span.getSpanId()),
        hex(span.getParentSpanId()),
        span.getName(),
        span.getKind().name().replace("SPAN_KIND_", ""),
        span.getStartTimeUnixNano(),
        span.getEndTimeUnixNano(),
        attributes(span.getAttributesList()),
        span.getStatus().getCode() == Status.StatusCode.STATUS_CODE_ERROR);
  }

  private static Map<String, String> attributes(List<KeyValue> all) {
    Map<String, String> attributes = new TreeMap<>();
    all.forEach(one -> attributes.put(one.getKey(), text(one.getValue())));
    return attributes;
  }

  private static @Nullable String text(AnyValue value) {
    return switch (value.getValueCase()) {
      case STRING_VALUE -> value.getStringValue();
      case INT_VALUE -> Long.toString(value.getIntValue());
      case ARRAY_VALUE ->
          value.getArrayValue().getValuesList().stream()
              .map(OtlpReceiver::text)
              .toList()
              .toString();
      case BOOL_VALUE, DOUBLE_VALUE, KVLIST_VALUE, BYTES_VALUE, VALUE_NOT_SET -> value.toString();
    };
  }

  private static String hex(ByteString bytes) {
    return java.util.HexFormat.of().formatHex(bytes.toByteArray());
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
    threads.close();
  }
}
