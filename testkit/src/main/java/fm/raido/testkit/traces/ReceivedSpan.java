package fm.raido.testkit.traces;

import java.util.Map;

/**
 * A span as it came.
 *
 * @param service the program that it is of
 * @param parentSpanId empty for a root
 * @param kind such as {@code CLIENT}
 * @param startNanos since the epoch
 * @param endNanos since the epoch
 * @param attributes as text, lists as {@code [a, b]}
 * @param error whether its status is an error
 */
public record ReceivedSpan(
    String service,
    String traceId,
    String spanId,
    String parentSpanId,
    String name,
    String kind,
    long startNanos,
    long endNanos,
    Map<String, String> attributes,
    boolean error) {}
