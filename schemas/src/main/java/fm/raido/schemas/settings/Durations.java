package fm.raido.schemas.settings;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations as people write them: {@code 250ms}, {@code 15s}, {@code 5m}, {@code 2h}, {@code 7d},
 * or ISO 8601.
 */
public final class Durations {
  private static final Pattern SIMPLE =
      Pattern.compile("(\\d{1,12}(?:\\.\\d{1,6})?)\\s*(ms|s|m|h|d)?");

  private Durations() {}

  /** Reads a duration; a bare number is seconds. Empty where it is none. */
  public static Optional<Duration> parse(String text) {
    String trimmed = text.strip().toLowerCase(Locale.ROOT);
    Matcher simple = SIMPLE.matcher(trimmed);
    if (!simple.matches()) {
      try {
        return trimmed.startsWith("p") ? Optional.of(Duration.parse(trimmed)) : Optional.empty();
      } catch (DateTimeException | ArithmeticException e) {
        return Optional.empty();
      }
    }
    long unitMillis =
        switch (simple.group(2) == null ? "s" : simple.group(2)) {
          case "ms" -> 1L;
          case "s" -> 1_000L;
          case "m" -> 60_000L;
          case "h" -> 3_600_000L;
          default -> 86_400_000L;
        };
    BigDecimal millis = new BigDecimal(simple.group(1)).multiply(BigDecimal.valueOf(unitMillis));
    // Beyond 292 million years a long is too short.
    return millis.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0
        ? Optional.empty()
        : Optional.of(Duration.ofMillis(millis.longValue()));
  }

  /**
   * The shortest exact form, for example {@code 5m} or {@code 1500ms}; sub-millisecond parts are
   * dropped.
   */
  public static String format(Duration duration) {
    long millis = duration.toMillis();
    if (millis == 0) {
      return "0s";
    }
    if (millis % 86_400_000 == 0) {
      return millis / 86_400_000 + "d";
    }
    if (millis % 3_600_000 == 0) {
      return millis / 3_600_000 + "h";
    }
    if (millis % 60_000 == 0) {
      return millis / 60_000 + "m";
    }
    return millis % 1_000 == 0 ? millis / 1_000 + "s" : millis + "ms";
  }
}
