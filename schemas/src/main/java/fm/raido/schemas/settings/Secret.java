package fm.raido.schemas.settings;

/**
 * A value that nobody may see by accident: printed, it says nothing.
 *
 * @param text the value itself, or {@code file:} and the path of a file that holds it
 */
public record Secret(String text) {
  /** What stands before the path of a file. */
  public static final String FILE = "file:";

  @Override
  public String toString() {
    return "(secret)";
  }
}
