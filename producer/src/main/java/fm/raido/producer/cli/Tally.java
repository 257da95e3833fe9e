package fm.raido.producer.cli;

import fm.raido.schemas.wire.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/**
 * The sum of a command.
 *
 * @param announcements how many there were
 * @param byStatus how many ended how, in the order of their first
 */
record Tally(int announcements, Map<String, Integer> byStatus) {
  private static final Set<String> TROUBLE =
      Set.of("bad", "refused", "failed", "waiting", "dead-lettered");

  static Tally of(List<SentEntry> entries, int announcements) {
    Map<String, Integer> byStatus = new LinkedHashMap<>();
    entries.forEach(entry -> byStatus.merge(entry.status(), 1, Integer::sum));
    return new Tally(announcements, byStatus);
  }

  /** Whether an entry went wrong. */
  static boolean isTrouble(SentEntry entry) {
    return TROUBLE.contains(entry.status());
  }

  /** Whether all went well. */
  boolean isGood() {
    return byStatus.keySet().stream().noneMatch(TROUBLE::contains)
        && byStatus.values().stream().mapToInt(Integer::intValue).sum() == announcements;
  }

  String words() {
    String parts =
        byStatus.entrySet().stream()
            .map(e -> e.getValue() + " " + e.getKey())
            .collect(Collectors.joining(", "));
    return announcements + " announcements: " + (parts.isEmpty() ? "nothing to send" : parts);
  }

  ObjectNode json() {
    ObjectNode json = Json.MAPPER.createObjectNode();
    json.put("announcements", announcements);
    ObjectNode statuses = json.putObject("statuses");
    byStatus.forEach(statuses::put);
    return json;
  }
}
