package fm.raido.producer.http;

import fm.raido.schemas.announcement.Violation;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The header {@code Idempotency-Key}. */
final class IdempotencyKey {
  static final String HEADER = "Idempotency-Key";
  private static final Pattern VALID = Pattern.compile("[\\x21-\\x7E]{1,200}");

  private IdempotencyKey() {}

  /**
   * The key without the quotes that the IETF's draft puts around it, or null where there is none.
   */
  static @Nullable String of(@Nullable String header) {
    if (header == null) {
      return null;
    }
    String key = header.strip();
    boolean quoted = key.length() >= 2 && key.startsWith("\"") && key.endsWith("\"");
    return quoted ? key.substring(1, key.length() - 1) : key;
  }

  /** What is wrong with a key, or null. */
  static @Nullable Violation fault(@Nullable String key) {
    return key == null || VALID.matcher(key).matches()
        ? null
        : new Violation(HEADER, key, "must be 1 to 200 visible ASCII characters without spaces");
  }
}
