package fm.raido.producer.file;

import fm.raido.schemas.wire.Json;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads a show of one JSON object a line. Empty lines are left out. */
final class JsonLines {
  private JsonLines() {}

  static List<ShowEntry> read(List<TextLine> lines, String station) {
    List<ShowEntry> entries = new ArrayList<>();
    for (TextLine line : lines) {
      String text = line.utf8().orElse(null);
      if (text == null) {
        entries.add(ShowEntry.Fault.of(line.number(), "", line.utf8OrWindows(), "must be UTF-8"));
      } else if (!text.isBlank()) {
        entries.add(entry(line.number(), text, station));
      }
    }
    return entries;
  }

  private static ShowEntry entry(int line, String text, String station) {
    try {
      JsonNode document = Json.MAPPER.readTree(text);
      if (!(document instanceof ObjectNode object)) {
        return ShowEntry.Fault.of(line, "", text, "must be a JSON object, one a line");
      }
      if (!object.hasNonNull("station")) {
        object.put("station", station);
      }
      return new ShowEntry.Announcement(line, object);
    } catch (JacksonException e) {
      return ShowEntry.Fault.of(line, "", text, "must be JSON: " + e.getOriginalMessage());
    }
  }
}
