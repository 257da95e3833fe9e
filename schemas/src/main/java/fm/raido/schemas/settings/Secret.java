package fm.raido.schemas.settings;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A value that nobody may see by accident: printed, it says nothing.
 *
 * @param text the value itself, or {@code file:} and the path of a file that holds it
 */
public record Secret(String text) {
  /** What stands before the path of a file. */
  public static final String FILE = "file:";

  /** The value itself, or what the file holds without blanks around it; empty: unreadable. */
  public Optional<String> read() {
    if (!text.startsWith(FILE)) {
      return Optional.of(text);
    }
    try {
      return Optional.of(Files.readString(Path.of(text.substring(FILE.length())), UTF_8).strip());
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }

  /** The file's name where it is in one; else nothing that could be told. */
  public String whereabouts() {
    return text.startsWith(FILE) ? text : toString();
  }

  @Override
  public String toString() {
    return "(secret)";
  }
}
