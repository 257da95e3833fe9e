package fm.raido.producer.http;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** W3C trace context, version 00: carried on where a caller sends a valid one, else begun here. */
public final class Traceparent {
  private static final Pattern VALID =
      Pattern.compile("00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");

  private Traceparent() {}

  /** The header itself if it is valid, else a new one. */
  public static String of(@Nullable String header) {
    return header != null && VALID.matcher(header).matches() ? header : begun();
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
