package fm.raido.system.secured;

import fm.raido.testkit.rights.Right;
import java.util.Collection;
import java.util.Map;
import java.util.Set;

/**
 * Something that somebody may or may not do, by the names of the table.
 *
 * @param principal who
 * @param resource of which kind
 * @param name of the resource
 * @param operation what
 */
record Deed(String principal, String resource, String name, String operation)
    implements Comparable<Deed> {
  /** What brings an operation without being it: Kafka's own rule. */
  private static final Map<String, Set<String>> BROUGHT_BY =
      Map.of(
          "Describe", Set.of("Read", "Write", "Delete", "Alter"),
          "DescribeConfigs", Set.of("AlterConfigs"));

  /** Whether these rights allow it. */
  boolean isAllowedBy(Collection<Right> rights) {
    return rights.stream()
        .filter(right -> right.principal().equals(principal) && right.covers(resource, name))
        .flatMap(right -> right.operations().stream())
        .anyMatch(given ->
            given.equals(operation)
                || BROUGHT_BY.getOrDefault(operation, Set.of()).contains(given));
  }

  @Override
  public int compareTo(Deed other) {
    return toString().compareTo(other.toString());
  }

  @Override
  public String toString() {
    return "%s: %s %s %s".formatted(principal, operation, resource, name);
  }
}
