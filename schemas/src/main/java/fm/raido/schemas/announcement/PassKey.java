package fm.raido.schemas.announcement;

/**
 * One run of one request: the unit that has exactly one outcome.
 *
 * @param id the request's id
 * @param pass 0 for the first run, n for the n-th replay
 */
public record PassKey(String id, int pass) {

  /** The key of outcomes and dead letters in Kafka, {@code id/pass}; ids never hold a slash. */
  @Override
  public String toString() {
    return id + "/" + pass;
  }

  /**
   * Reads a key back.
   *
   * @throws IllegalArgumentException if the text is not {@code id/pass}
   */
  public static PassKey parse(String text) {
    int slash = text.lastIndexOf('/');
    if (slash < 1) {
      throw new IllegalArgumentException("not a key of the form id/pass: " + text);
    }
    try {
      return new PassKey(text.substring(0, slash), Integer.parseInt(text.substring(slash + 1)));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("not a key of the form id/pass: " + text, e);
    }
  }
}
