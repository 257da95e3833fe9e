package fm.raido.traces;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects a span's attributes; each method returns this. For one thread. */
public final class SpanAttributes {
  private final Map<String, Object> all = new LinkedHashMap<>();

  /**
   * Of a span about a record of Kafka's, by OpenTelemetry's conventions for messaging.
   *
   * @param operation {@code send} or {@code process}
   */
  public static SpanAttributes messaging(String operation, String topic) {
    return new SpanAttributes()
        .with("messaging.system", "kafka")
        .with("messaging.operation.name", operation)
        .with("messaging.operation.type", operation)
        .with("messaging.destination.name", topic);
  }

  /** A text; nothing where there is none. */
  public SpanAttributes with(String name, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      all.put(name, value);
    }
    return this;
  }

  /** A whole number. */
  public SpanAttributes with(String name, long value) {
    all.put(name, value);
    return this;
  }

  /** Several texts; nothing where there are none. */
  public SpanAttributes with(String name, Collection<String> values) {
    if (!values.isEmpty()) {
      all.put(name, List.copyOf(values));
    }
    return this;
  }

  /** What was collected: texts, {@code Long}s, and lists of texts. */
  public Map<String, Object> toMap() {
    return Collections.unmodifiableMap(new LinkedHashMap<>(all));
  }
}
