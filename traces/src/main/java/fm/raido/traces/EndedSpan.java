package fm.raido.traces;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that took its time and is over.
 *
 * @param context its own place
 * @param parent what it is part of; null for the root of a trace
 * @param name of few different ones, such as {@code send raido.requests}
 * @param kind its part in a conversation, as OpenTelemetry has it
 * @param start when it began
 * @param end when it was over; before the start, it counts as the start
 * @param attributes as {@link SpanAttributes} makes them
 * @param error why it counts as failed, in words; null where it does not
 */
public record EndedSpan(
    TraceContext context,
    @Nullable TraceContext parent,
    String name,
    Kind kind,
    Instant start,
    Instant end,
    Map<String, Object> attributes,
    @Nullable String error) {

  /** A span's part in a conversation. */
  public enum Kind {
    SERVER,
    INTERNAL,
    PRODUCER,
    CONSUMER,
    CLIENT
  }

  public EndedSpan {
    // Clocks of two machines may be at odds; a length below zero is nothing that can be shown.
    end = end.isBefore(start) ? start : end;
  }
}
