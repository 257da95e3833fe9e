package fm.raido.station.board;

import fm.raido.controlroom.status.StatusPicture;
import fm.raido.controlroom.status.StatusText;
import fm.raido.schemas.announcement.AnnouncementKind;
import fm.raido.schemas.announcement.AnnouncementRequest;
import fm.raido.schemas.announcement.Audio;
import fm.raido.schemas.announcement.Outcome;
import fm.raido.schemas.announcement.Track;
import fm.raido.station.show.Tally;
import java.nio.file.Path;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What stands on the board, in words. */
public final class BoardWords {
  private static final int LABEL_MAX = 44;

  private BoardWords() {}

  /** One outcome in one line. */
  public static String outcome(
      LocalTime at, Outcome outcome, Optional<AnnouncementRequest> request, Optional<Path> file) {
    AnnouncementKind kind = outcome.kind();
    String what =
        "%-13s %-13s %s"
            .formatted(
                ending(outcome), kind == null ? "" : kind.wireName(), label(outcome, request));
    StringBuilder line = new StringBuilder(time(at)).append("  ").append(what);
    Audio audio = outcome.audio();
    if (audio != null) {
      line.append("  %.1f s".formatted(audio.duration().toMillis() / 1000.0));
    }
    String reason = outcome.reason();
    if (reason != null) {
      line.append("  (").append(reason).append(')');
    }
    file.ifPresent(path -> line.append("  ").append(path));
    return line.toString();
  }

  /** Another line. */
  public static String note(LocalTime at, String words) {
    return time(at) + "  " + words;
  }

  /** The state's name: on air, or the reasons for being quiet. */
  public static String state(StatusPicture picture) {
    return picture.onAir()
        ? "on air"
        : picture.quiet().stream()
            .map(StatusPicture.Reason::cause)
            .sorted()
            .collect(Collectors.joining(","));
  }

  /** How things stand; the first line says why it is quiet when it is quiet. */
  public static List<String> status(StatusPicture picture, Tally.Counts counts, int waiting) {
    List<String> lines = new ArrayList<>();
    lines.add(StatusText.headline(picture));
    lines.add(
        "  calls %d of %d on their way, %d of %d in the last 60 s%s"
            .formatted(
                picture.calls().size(),
                picture.inFlight(),
                picture.rate().used(),
                picture.rate().perMinute(),
                picture.breaker().ramping() ? " and rising" : ""));
    lines.add(
        "  %d waiting · %d spoken, %d fallback, %d expired, %d dead-lettered"
            .formatted(
                Math.max(waiting, counts.waiting()),
                counts.spoken(),
                counts.fallback(),
                counts.expired(),
                counts.deadLettered()));
    return lines;
  }

  private static String ending(Outcome outcome) {
    return outcome.outcome().name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static String label(Outcome outcome, Optional<AnnouncementRequest> request) {
    Track track = request.map(AnnouncementRequest::track).orElse(null);
    String text = outcome.text();
    String label =
        track != null
            ? track.artist() + " – " + track.title()
            : request.map(AnnouncementRequest::text).orElse(text == null ? outcome.id() : text);
    return label.length() <= LABEL_MAX ? label : label.substring(0, LABEL_MAX - 1) + "…";
  }

  private static String time(LocalTime at) {
    return at.truncatedTo(ChronoUnit.SECONDS)
        .format(java.time.format.DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT));
  }
}
