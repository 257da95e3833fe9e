package fm.raido.producer.history;

import fm.raido.schemas.wire.Json;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * How an announcement is shown: {@code {"id", "station", "pass", "status", "outcome"}}. The status
 * is {@code accepted} until the latest pass has its outcome, then {@code spoken}, {@code fallback},
 * {@code expired} or {@code dead-lettered}; an earlier pass's outcome is shown until then.
 */
public final class AnnouncementView {
  private AnnouncementView() {}

  public static JsonNode of(String id, AnnouncementMemory.Remembered known) {
    ObjectNode view = Json.MAPPER.createObjectNode();
    view.put("id", id);
    if (known.station() != null) {
      view.put("station", known.station());
    }
    view.put("pass", known.pass());
    view.put("status", "accepted");
    if (known.outcome() != null) {
      JsonNode outcome = Json.MAPPER.readTree(known.outcome());
      if (known.settled()) {
        view.put("status", status(outcome));
      }
      view.set("outcome", outcome);
    }
    return view;
  }

  private static String status(JsonNode outcome) {
    return outcome.path("outcome").asString("").toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
