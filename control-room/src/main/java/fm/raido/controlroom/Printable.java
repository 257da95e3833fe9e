package fm.raido.controlroom;

/**
 * Words for a terminal. What stands in the topics was written by others: whatever is in it, a
 * terminal must not take a part of it for a command.
 */
public final class Printable {
  private Printable() {}

  /** One line, with a space for each character that a terminal would not print but obey. */
  public static String line(String text) {
    return text.codePoints().noneMatch(Printable::isObeyed)
        ? text
        : text.codePoints()
            .map(c -> isObeyed(c) ? ' ' : c)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
  }

  /**
   * The same, cut.
   *
   * @param most code points that are shown, an ellipsis aside
   */
  public static String line(String text, int most) {
    return text.codePointCount(0, text.length()) <= most
        ? line(text)
        : line(text.substring(0, text.offsetByCodePoints(0, most))) + "…";
  }

  /** Control characters, ends of lines, and what turns the order of the letters around. */
  private static boolean isObeyed(int c) {
    return Character.isISOControl(c)
        || (c >= 0x2028 && c <= 0x202e)
        || (c >= 0x2066 && c <= 0x2069);
  }
}
