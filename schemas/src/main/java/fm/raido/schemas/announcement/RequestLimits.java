package fm.raido.schemas.announcement;

import java.util.regex.Pattern;

/**
 * The limits of every field of a request; the JSON Schema states the same, and a test holds the two
 * together.
 */
public final class RequestLimits {
  /**
   * An id: a file-name-safe word of at most 100 characters; never used as a file name all the same.
   */
  public static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{0,99}");

  /** A station's short name. */
  public static final Pattern STATION = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");

  /**
   * A Kokoro voice or a mix of voices, {@code af_bella(2)+af_sky(1)}: no path and no URL can be
   * spelled with it.
   */
  public static final Pattern VOICE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_+().-]{0,99}");

  /** Text, in Unicode characters (code points), as JSON Schema counts. */
  public static final int TEXT_MAX = 4_096;

  /** Title, artist, album; in Unicode characters. */
  public static final int TITLE_MAX = 300;

  public static final int YEAR_MIN = 1000;
  public static final int YEAR_MAX = 2999;

  /** The range that Kokoro-FastAPI accepts. */
  public static final double SPEED_MIN = 0.25;

  public static final double SPEED_MAX = 4.0;
  public static final int PASS_MAX = 1_000_000;

  /**
   * The largest request record in Kafka, in bytes, value included (the topic's {@code
   * max.message.bytes}).
   */
  public static final int RECORD_BYTES_MAX = 64 * 1024;

  /**
   * RFC 3339, from the year 2000 to 2999. Java alone would also take times without seconds and
   * offsets with seconds.
   */
  public static final Pattern TIME =
      Pattern.compile(
          "2[0-9]{3}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
              + "[Tt]([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]{1,9})?"
              + "([Zz]|[+-]((0[0-9]|1[0-7]):[0-5][0-9]|18:00))");

  private RequestLimits() {}

  /**
   * Whether a text holds nothing that can be seen or spoken. What counts as a blank is what a
   * regular expression's {@code \s} is in JSON Schema: no-break spaces too.
   */
  public static boolean isBlank(String text) {
    return text.codePoints()
        .allMatch(c -> Character.isWhitespace(c) || Character.isSpaceChar(c) || c == 0xFEFF);
  }

  /**
   * Whether a text holds a control character other than tab and line ends, which no voice can
   * speak.
   */
  public static boolean hasControlCharacter(String text) {
    return text.chars()
        .anyMatch(c -> Character.isISOControl(c) && c != '\t' && c != '\n' && c != '\r');
  }

  /** Whether a text holds half of a surrogate pair, which UTF-8 cannot carry. */
  public static boolean hasLoneSurrogate(String text) {
    return text.codePoints()
        .anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
  }
}
