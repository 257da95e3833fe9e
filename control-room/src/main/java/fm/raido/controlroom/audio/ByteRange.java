package fm.raido.controlroom.audio;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A part of a file.
 *
 * @param first its first byte
 * @param last its last byte, at least {@code first}
 */
public record ByteRange(long first, long last) {
  private static final Pattern ONE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

  /** What a {@code Range} header asks for. */
  public sealed interface Wish {}

  /** The whole file: no header, several ranges, or none that is understood (RFC 9110, 14.2). */
  public record Whole() implements Wish {}

  /** One part. */
  public record Part(ByteRange range) implements Wish {}

  /** A part that lies outside the file. */
  public record Outside() implements Wish {}

  /** Reads the header for a file of that size. */
  public static Wish of(@Nullable String header, long bytes) {
    Matcher one = ONE.matcher(header == null ? "" : header);
    if (!one.matches()) {
      return new Whole();
    }
    Optional<Long> from = number(one.group(1));
    Optional<Long> to = number(one.group(2));
    if (from.isEmpty() && to.isEmpty()) {
      return new Whole();
    }
    // "-500": the last 500 bytes.
    long first = from.orElseGet(() -> Math.max(0, bytes - to.orElse(0L)));
    long last = from.isEmpty() ? bytes - 1 : Math.min(bytes - 1, to.orElse(bytes - 1));
    if (from.isPresent() && to.isPresent() && to.get() < from.get()) {
      return new Whole();
    }
    return first >= bytes || last < first ? new Outside() : new Part(new ByteRange(first, last));
  }

  public long length() {
    return last - first + 1;
  }

  private static Optional<Long> number(@Nullable String digits) {
    return digits == null || digits.isEmpty()
        ? Optional.empty()
        : Optional.of(Long.valueOf(digits));
  }
}
