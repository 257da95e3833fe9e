package fm.raido.controlroom.metrics;

import fm.raido.controlroom.letters.Letter;
import fm.raido.controlroom.room.Letters;
import fm.raido.schemas.letter.DeadLetterReason;
import java.util.Map;
import java.util.TreeMap;

/** The outstanding dead letters in figures. */
final class LetterMetrics {
  private LetterMetrics() {}

  static void add(Figures figures, Letters letters) {
    Map<String, Long> byReason = new TreeMap<>();
    for (DeadLetterReason reason : DeadLetterReason.values()) {
      byReason.put(reason.name(), 0L);
    }
    byReason.put(Letter.FOREIGN, 0L);
    letters.groups().forEach(group -> byReason.put(group.reason(), group.count()));
    Figures.Series outstanding =
        figures.gauge("raido_cluster_dead_letters", "Outstanding dead letters.");
    byReason.forEach((reason, count) -> outstanding.add(count, "reason", Figures.label(reason)));
  }
}
