package fm.raido.testkit.contract;

import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * One message that the document allows in a channel.
 *
 * @param id what the channel calls it
 * @param pointer where it stands in the document, {@code /components/messages/…}
 * @param node what stands there
 */
public record AsyncApiMessage(String id, String pointer, JsonNode node) {
  /** Its name; of an event, the event's type. */
  public String name() {
    return node.path("name").asString(id);
  }

  /** Its examples, each with headers, payload or both. */
  List<JsonNode> examples() {
    return node.path("examples").valueStream().toList();
  }
}
