package fm.raido.producer.http;

import fm.raido.traces.TraceContext;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** W3C trace context, version 00: carried on where a caller sends a valid one, else begun here. */
public final class Traceparent {
  private Traceparent() {}

  /** The header itself if it is valid, else a new one. */
  public static String of(@Nullable String header) {
    return header != null && TraceContext.parse(header) != null ? header : begun();
  }

  /** A new trace, sampled. */
  public static String begun() {
    HexFormat hex = HexFormat.of();
    ThreadLocalRandom random = ThreadLocalRandom.current();
    // A zero is invalid and would be drawn once in 2^64.
    return "00-%s%s-%s-01"
        .formatted(
            hex.toHexDigits(random.nextLong() | 1),
            hex.toHexDigits(random.nextLong()),
            hex.toHexDigits(random.nextLong() | 1));
  }
}
