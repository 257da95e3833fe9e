package fm.raido.traces;

import static java.util.Objects.requireNonNull;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a span stands: W3C trace context, version 00.
 *
 * @param traceId 32 hexadecimal digits, not all zero
 * @param spanId 16 hexadecimal digits, not all zero
 * @param sampled whether the spans of this trace are exported
 */
public record TraceContext(String traceId, String spanId, boolean sampled) {
  private static final Pattern VALID =
      Pattern.compile(
          "00-(?<trace>(?!0{32})[0-9a-f]{32})-(?<span>(?!0{16})[0-9a-f]{16})-(?<flags>[0-9a-f]{2})");

  private static final int SAMPLED = 1;

  /** What a header says; null where there is none, or it says nothing valid. */
  public static @Nullable TraceContext parse(@Nullable String traceparent) {
    if (traceparent == null) {
      return null;
    }
    Matcher m = VALID.matcher(traceparent);
    if (!m.matches()) {
      return null;
    }
    int flags = Integer.parseInt(requireNonNull(m.group("flags")), 16);
    return new TraceContext(
        requireNonNull(m.group("trace")),
        requireNonNull(m.group("span")),
        (flags & SAMPLED) == SAMPLED);
  }

  /** The header that says so. */
  public String traceparent() {
    return "00-" + traceId + "-" + spanId + (sampled ? "-01" : "-00");
  }
}
