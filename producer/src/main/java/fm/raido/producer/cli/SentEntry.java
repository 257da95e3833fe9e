package fm.raido.producer.cli;

import fm.raido.schemas.wire.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * One announcement of a command and what became of it.
 *
 * @param line its line in the file; 0 where there is no file
 * @param id its id, or null where it has none yet
 * @param status {@code accepted}, {@code duplicate}, {@code refused}, {@code failed}, {@code bad};
 *     after a wait also the outcome
 * @param detail why, or what is heard; may be empty
 */
record SentEntry(int line, @Nullable String id, String status, String detail) {

  /** Whether the brokers have it. */
  boolean isTaken() {
    return status.equals("accepted") || status.equals("duplicate");
  }

  SentEntry with(String newStatus, String newDetail) {
    return new SentEntry(line, id, newStatus, newDetail);
  }

  /** For people. */
  String words() {
    return (line > 0 ? "line " + line + ": " : "")
        + status
        + (id == null ? "" : " " + id)
        + (detail.isEmpty() ? "" : ": " + detail);
  }

  /** For programs. */
  ObjectNode json() {
    ObjectNode json = Json.MAPPER.createObjectNode();
    if (line > 0) {
      json.put("line", line);
    }
    if (id != null) {
      json.put("id", id);
    }
    json.put("status", status);
    if (!detail.isEmpty()) {
      json.put("detail", detail);
    }
    return json;
  }
}
