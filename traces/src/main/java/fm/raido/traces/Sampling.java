package fm.raido.traces;

import java.util.HexFormat;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Which traces are exported: that of a parent as it says, of those that begin here a share. Whether
 * a trace is one of them is read off its id, as OpenTelemetry's own sampler does, so that programs
 * with the same share agree.
 *
 * @param share 0 to 1
 */
record Sampling(double share) {
  private static final HexFormat HEX = HexFormat.of();

  /**
   * The context of a span that begins: a child of its parent, or the root of a new trace. A parent
   * that is not sampled stays as it is: there will be no span to stand in between.
   */
  TraceContext begin(@Nullable TraceContext parent, RandomGenerator random) {
    if (parent == null) {
      long low = notZero(random);
      return new TraceContext(
          HEX.toHexDigits(random.nextLong()) + HEX.toHexDigits(low), spanId(random), isOne(low));
    }
    return parent.sampled() ? new TraceContext(parent.traceId(), spanId(random), true) : parent;
  }

  /** By the lower half of its id. */
  private boolean isOne(long low) {
    return share >= 1 || (low & Long.MAX_VALUE) < (long) (share * Long.MAX_VALUE);
  }

  private static String spanId(RandomGenerator random) {
    return HEX.toHexDigits(notZero(random));
  }

  /** An id of zeros is none. */
  private static long notZero(RandomGenerator random) {
    long drawn = random.nextLong();
    return drawn == 0 ? 1 : drawn;
  }
}
