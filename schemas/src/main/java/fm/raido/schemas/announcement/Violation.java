package fm.raido.schemas.announcement;

/**
 * Why an input was refused, in words for the person who sent it.
 *
 * @param field the path of the field, for example {@code track.title}; empty for the document
 *     itself
 * @param value what stood there, cut to 80 characters
 * @param rule what should have stood there
 *     <p>Both may quote what somebody else sent: what cannot be printed, or be written as UTF-8
 *     (half of a surrogate pair), stands there as U+FFFD, so that a violation can always be told
 *     and kept.
 */
public record Violation(String field, String value, String rule) {
  private static final int VALUE_SHOWN = 80;
  private static final int RULE_SHOWN = 500;

  public Violation {
    String shown = printable(value, VALUE_SHOWN);
    value = value.codePointCount(0, value.length()) > VALUE_SHOWN ? shown + '…' : shown;
    rule = printable(rule, RULE_SHOWN);
  }

  private static String printable(String text, int max) {
    StringBuilder shown = new StringBuilder();
    text.codePoints()
        .limit(max)
        .map(c -> Character.isISOControl(c) || isLoneSurrogate(c) ? 0xFFFD : c)
        .forEach(shown::appendCodePoint);
    return shown.toString();
  }

  private static boolean isLoneSurrogate(int c) {
    return c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
  }

  @Override
  public String toString() {
    return (field.isEmpty() ? "document" : field) + " is \"" + value + "\": " + rule;
  }
}
