package fm.raido.schemas.announcement;

/**
 * Why an input was refused, in words for the person who sent it.
 *
 * @param field the path of the field, for example {@code track.title}; empty for the document
 *     itself
 * @param value what stood there, cut to 80 characters
 * @param rule what should have stood there
 */
public record Violation(String field, String value, String rule) {
  private static final int VALUE_SHOWN = 80;

  public Violation {
    StringBuilder shown = new StringBuilder();
    value
        .codePoints()
        .limit(VALUE_SHOWN)
        .forEach(c -> shown.appendCodePoint(Character.isISOControl(c) ? '\uFFFD' : c));
    if (value.codePointCount(0, value.length()) > VALUE_SHOWN) {
      shown.append('…');
    }
    value = shown.toString();
  }

  @Override
  public String toString() {
    return (field.isEmpty() ? "document" : field) + " is \"" + value + "\": " + rule;
  }
}
