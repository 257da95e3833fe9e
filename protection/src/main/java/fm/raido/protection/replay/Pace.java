package fm.raido.protection.replay;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many letters may go in each period of a fixed length. Fast paces have periods of about a
 * tenth of a second, slow ones a letter a period: {@code 2/s} is one each half second.
 *
 * @param letters at least 1
 * @param period longer than zero
 */
public record Pace(int letters, Duration period) {
  /** What is accepted, in words. */
  public static final String RULE =
      "must be a number over 0 and at most 1000000, and s, m or h, such as 2/s or 30/m";

  private static final Pattern WORDS = Pattern.compile("([0-9]{1,7}(?:\\.[0-9]{1,3})?)/(s|m|h)");
  private static final BigDecimal MOST = BigDecimal.valueOf(1_000_000);
  private static final int PERIODS_PER_SECOND = 10;
  private static final double NANOS = 1e9;

  public Pace {
    if (letters < 1 || !period.isPositive()) {
      throw new IllegalArgumentException(letters + " in " + period + ": both must be over 0");
    }
  }

  /** Reads {@code 2/s}, {@code 30/m}, {@code 100/h}; empty where it is none, or none over zero. */
  public static Optional<Pace> parse(String text) {
    Matcher matcher = WORDS.matcher(text.strip());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    BigDecimal number = new BigDecimal(matcher.group(1));
    if (number.signum() <= 0 || number.compareTo(MOST) > 0) {
      return Optional.empty();
    }
    double seconds =
        switch (matcher.group(2)) {
          case "s" -> 1;
          case "m" -> 60;
          default -> 3_600;
        };
    double perSecond = number.doubleValue() / seconds;
    int letters = Math.max(1, (int) Math.round(perSecond / PERIODS_PER_SECOND));
    return Optional.of(
        new Pace(letters, Duration.ofNanos(Math.round(NANOS * letters / perSecond))));
  }
}
