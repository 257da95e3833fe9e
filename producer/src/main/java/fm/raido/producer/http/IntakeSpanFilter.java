package fm.raido.producer.http;

import fm.raido.schemas.wire.Headers;
import fm.raido.traces.EndedSpan;
import fm.raido.traces.EndedSpan.Kind;
import fm.raido.traces.SpanAttributes;
import fm.raido.traces.TraceContext;
import fm.raido.traces.Traces;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Makes a span of each intake over HTTP. To those behind it, it looks as if the caller had sent the
 * span's own context.
 */
final class IntakeSpanFilter extends OncePerRequestFilter {
  /** What it is for; a look at an announcement is no intake. */
  static final List<String> PATHS = List.of("/v1/announcements", "/v1/hooks/azuracast");

  private static final int SERVER_ERROR = 500;

  private final Traces traces;
  private final Clock clock;

  IntakeSpanFilter(Traces traces, Clock clock) {
    this.traces = traces;
    this.clock = clock;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return !"POST".equals(request.getMethod());
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    TraceContext parent = TraceContext.parse(request.getHeader(Headers.TRACEPARENT));
    TraceContext own = traces.begin(parent);
    if (own == null) {
      chain.doFilter(request, response);
      return;
    }
    Instant start = clock.instant();
    int status = SERVER_ERROR;
    try {
      chain.doFilter(new Traced(request, own.traceparent()), response);
      status = response.getStatus();
    } finally {
      if (own.sampled()) {
        traces.export(span(own, parent, request, start, status));
      }
    }
  }

  private EndedSpan span(
      TraceContext own,
      @Nullable TraceContext parent,
      HttpServletRequest request,
      Instant start,
      int status) {
    String path = request.getRequestURI();
    SpanAttributes attributes =
        new SpanAttributes()
            .with("http.request.method", request.getMethod())
            .with("http.route", path)
            .with("url.path", path)
            .with("url.scheme", request.getScheme())
            .with("server.address", request.getServerName())
            .with("server.port", request.getServerPort())
            .with("http.response.status_code", status);
    boolean failed = status >= SERVER_ERROR;
    if (failed) {
      attributes.with("error.type", Integer.toString(status));
    }
    return new EndedSpan(
        own,
        parent,
        request.getMethod() + " " + path,
        Kind.SERVER,
        start,
        clock.instant(),
        attributes.toMap(),
        failed ? "status " + status : null);
  }

  /** The request with another context. */
  private static final class Traced extends HttpServletRequestWrapper {
    private final String traceparent;

    Traced(HttpServletRequest request, String traceparent) {
      super(request);
      this.traceparent = traceparent;
    }

    @Override
    public @Nullable String getHeader(String name) {
      return name.equalsIgnoreCase(Headers.TRACEPARENT) ? traceparent : super.getHeader(name);
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
      return name.equalsIgnoreCase(Headers.TRACEPARENT)
          ? Collections.enumeration(List.of(traceparent))
          : super.getHeaders(name);
    }
  }
}
