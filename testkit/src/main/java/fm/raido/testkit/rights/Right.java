package fm.raido.testkit.rights;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * One line of the table of rights.
 *
 * @param principal who
 * @param resource of which kind: topic, group, transactional-id or cluster
 * @param pattern how the name is meant: literal or prefixed
 * @param name of the resource
 * @param operations what may be done, by Kafka's names
 */
public record Right(
    String principal, String resource, String pattern, String name, Set<String> operations) {

  public Right {
    operations = new TreeSet<>(operations);
  }

  /**
   * All of the table.
   *
   * @throws IllegalArgumentException if a line is none
   */
  public static List<Right> table(Path file) {
    try {
      return Files.readAllLines(file).stream()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(Right::of)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether a resource of that name is meant. */
  public boolean covers(String kind, String resourceName) {
    return resource.equals(kind)
        && (pattern.equals("prefixed") ? resourceName.startsWith(name) : resourceName.equals(name));
  }

  private static Right of(String line) {
    List<String> columns = List.of(line.strip().split("\\s*\\|\\s*", -1));
    if (columns.size() != 6 || columns.stream().anyMatch(String::isBlank)) {
      throw new IllegalArgumentException("six columns, with | between: " + line);
    }
    List<String> operations = List.of(columns.get(4).split(" +"));
    Right right =
        new Right(
            columns.get(0), columns.get(1), columns.get(2), columns.get(3), Set.copyOf(operations));
    if (right.operations.size() != operations.size()) {
      throw new IllegalArgumentException("an operation stands there twice: " + line);
    }
    return right;
  }
}
