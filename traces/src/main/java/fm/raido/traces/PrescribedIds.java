package fm.raido.traces;

import static java.util.Objects.requireNonNull;

import io.opentelemetry.sdk.trace.IdGenerator;

/** Gives a span that is made on this thread the ids that it has had for long. */
final class PrescribedIds implements IdGenerator {
  private static final ThreadLocal<TraceContext> NEXT = new ThreadLocal<>();

  void prescribe(TraceContext context) {
    NEXT.set(context);
  }

  void clear() {
    NEXT.remove();
  }

  @Override
  public String generateSpanId() {
    return requireNonNull(NEXT.get(), "a span without an id of its own").spanId();
  }

  @Override
  public String generateTraceId() {
    return requireNonNull(NEXT.get(), "a span without an id of its own").traceId();
  }
}
