package fm.raido.controlroom.explain;

import fm.raido.controlroom.Printable;
import fm.raido.controlroom.status.StatusText;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/** A narrative as lines for a terminal: time in UTC, age, words. */
final class NarrativeText {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private NarrativeText() {}

  static List<String> lines(Narrative narrative) {
    List<String> lines = new ArrayList<>();
    lines.add(narrative.id());
    for (Narrative.Line line : narrative.events()) {
      lines.add(
          "%s  %11s  %s%s"
              .formatted(
                  TIME.format(line.at()),
                  age(line.at(), narrative.at()),
                  line.words(),
                  line.where() == null ? "" : "  [" + line.where() + "]"));
    }
    String first = "now: ";
    for (String words : narrative.now().words()) {
      lines.add(first + words);
      first = "     ";
    }
    lines.replaceAll(Printable::line);
    return lines;
  }

  private static String age(Instant at, Instant now) {
    return StatusText.span(Duration.between(at, now)) + " ago";
  }
}
