package fm.raido.deploy;

import java.nio.file.Path;
import java.util.ArrayList;
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
record Right(
    String principal, String resource, String pattern, String name, Set<String> operations) {
  static final Path TABLE = Path.of("acls/acls.txt");

  Right {
    operations = new TreeSet<>(operations);
  }

  /** All of the table. */
  static List<Right> table() {
    List<Right> rights = new ArrayList<>();
    for (String line : ManifestFiles.text(TABLE).lines().toList()) {
      if (!line.isBlank() && !line.startsWith("#")) {
        rights.add(of(line));
      }
    }
    return rights;
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
