package fm.raido.producer.file;

import fm.raido.schemas.announcement.Violation;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** One line of a show that is not empty. */
public sealed interface ShowEntry {

  /** The line in the file, from 1. */
  int line();

  /**
   * An announcement whose fields keep their rules. Only the producer can say whether its station is
   * known.
   *
   * @param intake as intake takes it, with its station filled in
   */
  record Announcement(int line, ObjectNode intake) implements ShowEntry {}

  /**
   * A line that is no announcement.
   *
   * @param violations every fault, at least one
   */
  record Fault(int line, List<Violation> violations) implements ShowEntry {
    public Fault {
      violations = List.copyOf(violations);
    }

    /** One fault. */
    static Fault of(int line, String field, String value, String rule) {
      return new Fault(line, List.of(new Violation(field, value, rule)));
    }
  }
}
