package fm.raido.controlroom.deadletters;

import fm.raido.controlroom.Printable;
import fm.raido.controlroom.letters.Letter;
import fm.raido.controlroom.letters.LetterView;
import fm.raido.controlroom.status.StatusText;
import fm.raido.schemas.announcement.AnnouncementRequest;
import fm.raido.schemas.announcement.Track;
import fm.raido.schemas.letter.FirstFailure;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Letters in words. */
final class LetterLines {
  private static final String COLUMNS = "%-28s %-10s %-20s %-14s %-13s %s";
  private static final int DETAIL_SHOWN = 80;

  private LetterLines() {}

  static String head() {
    return COLUMNS.formatted("LETTER", "REASON", "FAILED AT", "STATION", "KIND", "DETAIL");
  }

  static String line(Letter letter) {
    AnnouncementRequest request = letter.request();
    return Printable.line(
        COLUMNS.formatted(
            letter.key(),
            letter.reason(),
            StatusText.time(letter.failedAt()),
            request == null ? "-" : request.station(),
            request == null ? "-" : request.kind().wireName(),
            Printable.line(letter.detail(), DETAIL_SHOWN)));
  }

  /** How many there are, by reason. */
  static String count(Collection<Letter> letters) {
    Map<String, Long> reasons =
        letters.stream()
            .collect(Collectors.groupingBy(Letter::reason, TreeMap::new, Collectors.counting()));
    return Printable.line(
        letters(letters.size())
            + reasons.entrySet().stream()
                .map(it -> it.getValue() + " " + it.getKey())
                .collect(Collectors.joining(", ", reasons.isEmpty() ? "" : ": ", "")));
  }

  static String letters(int count) {
    return count == 1 ? "1 dead letter" : count + " dead letters";
  }

  /** All that there is to say of one. */
  static List<String> all(Letter letter) {
    LetterView view = LetterView.of(letter);
    List<String> lines = new ArrayList<>();
    put(lines, "letter", view.name());
    put(lines, "reason", view.reason());
    put(lines, "detail", view.detail());
    put(lines, "failed at", view.failedAt());
    put(lines, "replays", view.replays());
    FirstFailure first = view.firstFailure();
    if (first != null && first.pass() != view.pass()) {
      put(
          lines,
          "first",
          "%s in pass %d at %s: %s"
              .formatted(first.reason(), first.pass(), first.failedAt(), first.detail()));
    }
    put(lines, "written by", view.convention());
    if (letter instanceof Letter.OfWorker own) {
      put(lines, "attempts", own.letter().attempts());
      put(lines, "worker", own.letter().worker());
    }
    var origin = view.origin();
    put(
        lines,
        "origin",
        origin == null
            ? "it does not say"
            : origin.topic() + "-" + origin.partition() + "@" + origin.offset());
    put(lines, "lies at", view.place());
    request(lines, view.request());
    return lines;
  }

  private static void request(List<String> lines, @Nullable AnnouncementRequest request) {
    if (request == null) {
      put(lines, "request", "none that can be read");
      return;
    }
    put(lines, "request", request.id() + ", pass " + request.pass());
    put(lines, "station", request.station());
    put(lines, "kind", request.kind().wireName());
    Track track = request.track();
    put(lines, "track", track == null ? null : track.artist() + " – " + track.title());
    put(lines, "text", request.text());
    put(lines, "voice", request.voice());
    put(lines, "speed", request.speed());
    put(lines, "air by", request.airBy());
    put(lines, "created at", request.createdAt());
  }

  private static void put(List<String> lines, String name, @Nullable Object value) {
    if (value != null) {
      lines.add("%-12s %s".formatted(name, Printable.line(value.toString())));
    }
  }
}
