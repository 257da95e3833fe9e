package fm.raido.worker.speech;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** The {@code Retry-After} header (RFC 9110, 10.2.3): seconds, or an HTTP date. */
final class RetryAfter {
  /** No host is believed for longer; the protection log caps it further. */
  private static final Duration MOST = Duration.ofDays(1);

  private RetryAfter() {}

  /** How long to wait from now; empty where the header says nothing that can be read. */
  static Optional<Duration> parse(String header, Instant now) {
    String value = header.strip();
    if (value.matches("\\d{1,18}")) {
      return Optional.of(capped(Duration.ofSeconds(Long.parseLong(value))));
    }
    try {
      Instant until = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return Optional.of(capped(Duration.between(now, until)));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Duration capped(Duration wait) {
    return wait.isNegative() ? Duration.ZERO : wait.compareTo(MOST) > 0 ? MOST : wait;
  }
}
